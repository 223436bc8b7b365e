#include "crawler/outcome.h"

#include <array>

namespace winnow {
namespace {

struct Row {
  Outcome outcome;
  std::string_view name;
  OutcomeClass cls;
};

constexpr std::array kTable{
    Row{Outcome::kNone, "none", OutcomeClass::kDone},
    Row{Outcome::kOk, "ok", OutcomeClass::kDone},
    Row{Outcome::kNotModified, "not-modified", OutcomeClass::kDone},
    Row{Outcome::kRedirect, "redirect", OutcomeClass::kDone},
    Row{Outcome::kNotFound, "not-found", OutcomeClass::kDead},
    Row{Outcome::kGone, "gone", OutcomeClass::kDead},
    Row{Outcome::kForbidden, "forbidden", OutcomeClass::kDead},
    Row{Outcome::kRateLimited, "rate-limited", OutcomeClass::kRetry},
    Row{Outcome::kServerError, "server-error", OutcomeClass::kRetry},
    Row{Outcome::kRobotsDenied, "robots-denied", OutcomeClass::kRefuse},
    Row{Outcome::kOutOfScope, "out-of-scope", OutcomeClass::kRefuse},
    Row{Outcome::kTooLarge, "too-large", OutcomeClass::kRefuse},
    Row{Outcome::kBadContentType, "bad-content-type", OutcomeClass::kRefuse},
    Row{Outcome::kRedirectLoop, "redirect-loop", OutcomeClass::kDead},
    Row{Outcome::kDnsFailed, "dns-failed", OutcomeClass::kRetry},
    Row{Outcome::kConnectFailed, "connect-failed", OutcomeClass::kRetry},
    Row{Outcome::kTlsFailed, "tls-failed", OutcomeClass::kRetry},
    Row{Outcome::kTimeout, "timeout", OutcomeClass::kRetry},
    Row{Outcome::kBroken, "broken", OutcomeClass::kRetry},
    Row{Outcome::kAddressRefused, "address-refused", OutcomeClass::kRefuse},
    Row{Outcome::kHostDown, "host-down", OutcomeClass::kRetry},
    Row{Outcome::kShutdown, "shutdown", OutcomeClass::kRetry},
    Row{Outcome::kAddressBusy, "address-busy", OutcomeClass::kRetry},
};

const Row& row(Outcome outcome) {
  const auto i = static_cast<size_t>(outcome);
  return kTable[i < kTable.size() ? i : 0];  // a number from a damaged record reads as none
}

}  // namespace

std::string_view name_of(Outcome outcome) { return row(outcome).name; }
OutcomeClass class_of(Outcome outcome) { return row(outcome).cls; }

}  // namespace winnow
