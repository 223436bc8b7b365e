#include "crawler/curl_outcome.h"

#include <algorithm>
#include <array>
#include <string>

namespace winnow {
namespace {

struct CodeRow {
  CURLcode code;
  Outcome outcome;
};

// Every code that is not here is kBroken: the peer, or what lies between, did not speak HTTP.
constexpr CodeRow kCodes[] = {
    {CURLE_OK, Outcome::kOk},
    {CURLE_URL_MALFORMAT, Outcome::kAddressRefused},  // a host name that DNS cannot hold
    {CURLE_COULDNT_RESOLVE_PROXY, Outcome::kDnsFailed},
    {CURLE_COULDNT_RESOLVE_HOST, Outcome::kDnsFailed},
    {CURLE_COULDNT_CONNECT, Outcome::kConnectFailed},
    {CURLE_PROXY, Outcome::kConnectFailed},
    {CURLE_INTERFACE_FAILED, Outcome::kConnectFailed},
    {CURLE_OPERATION_TIMEDOUT, Outcome::kTimeout},
    {CURLE_FILESIZE_EXCEEDED, Outcome::kTooLarge},
    {CURLE_SSL_CONNECT_ERROR, Outcome::kTlsFailed},
    {CURLE_SSL_ENGINE_NOTFOUND, Outcome::kTlsFailed},
    {CURLE_SSL_ENGINE_SETFAILED, Outcome::kTlsFailed},
    {CURLE_SSL_ENGINE_INITFAILED, Outcome::kTlsFailed},
    {CURLE_SSL_CERTPROBLEM, Outcome::kTlsFailed},
    {CURLE_SSL_CIPHER, Outcome::kTlsFailed},
    {CURLE_PEER_FAILED_VERIFICATION, Outcome::kTlsFailed},
    {CURLE_SSL_CACERT_BADFILE, Outcome::kTlsFailed},
    {CURLE_SSL_SHUTDOWN_FAILED, Outcome::kTlsFailed},
    {CURLE_SSL_CRL_BADFILE, Outcome::kTlsFailed},
    {CURLE_SSL_ISSUER_ERROR, Outcome::kTlsFailed},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, Outcome::kTlsFailed},
    {CURLE_SSL_INVALIDCERTSTATUS, Outcome::kTlsFailed},
    {CURLE_SSL_CLIENTCERT, Outcome::kTlsFailed},
};

constexpr Outcome kStops[] = {
    Outcome::kNone,    Outcome::kTooLarge,       Outcome::kBroken, Outcome::kBadContentType,
    Outcome::kTimeout, Outcome::kAddressRefused, Outcome::kOk,     Outcome::kAddressBusy,
};

struct StatusRow {
  uint16_t first, last;
  Outcome outcome;
};

// The first row that holds the status decides (RFC 9110 15).
constexpr StatusRow kStatuses[] = {
    {206, 206, Outcome::kBroken},  // a part, which nobody asked for
    {200, 299, Outcome::kOk},          {404, 404, Outcome::kNotFound},
    {408, 408, Outcome::kTimeout},     {410, 410, Outcome::kGone},
    {425, 425, Outcome::kServerError},  // too early: ask again
    {429, 429, Outcome::kRateLimited}, {400, 499, Outcome::kForbidden},
    {500, 599, Outcome::kServerError},
};

constexpr std::string_view kNeverText[] = {
    "image/",
    "audio/",
    "video/",
    "font/",
    "application/pdf",
    "application/vnd.ms-",
    "application/vnd.openxmlformats",
    "application/zip",
    "application/msword",
};

}  // namespace

Outcome outcome_of(CURLcode code, Stop stop) {
  if (stop != Stop::kNo) return kStops[static_cast<size_t>(stop)];
  const auto row = std::find_if(std::begin(kCodes), std::end(kCodes),
                                [code](const CodeRow& r) { return r.code == code; });
  return row == std::end(kCodes) ? Outcome::kBroken : row->outcome;
}

Outcome outcome_of_status(const FetchResponse& response, bool conditional) {
  const uint16_t status = response.status;
  if (status == 304) return conditional ? Outcome::kNotModified : Outcome::kBroken;
  if (status >= 300 && status <= 399) {
    return response.location.empty() ? Outcome::kRedirectLoop : Outcome::kRedirect;
  }
  if (status == 503 && response.retry_after) return Outcome::kRateLimited;
  const auto row =
      std::find_if(std::begin(kStatuses), std::end(kStatuses),
                   [status](const StatusRow& r) { return status >= r.first && status <= r.last; });
  return row == std::end(kStatuses) ? Outcome::kBroken : row->outcome;
}

bool is_never_text(std::string_view content_type) {
  std::string type(content_type.substr(0, 64));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::any_of(std::begin(kNeverText), std::end(kNeverText),
                     [&](std::string_view prefix) { return type.starts_with(prefix); });
}

}  // namespace winnow
