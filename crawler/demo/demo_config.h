#pragma once
#include <cstdint>
#include <string>

#include "crawler/demo/demo_web.h"

namespace winnow::demo {

// A config (TOML) that crawls `web` as served on 127.0.0.1:`port`: store and control socket in
// `folder`, loopback addresses only, a delay of 20 ms, no revisits.
std::string demo_config(const DemoWeb& web, uint16_t port, const std::string& folder);

}  // namespace winnow::demo
