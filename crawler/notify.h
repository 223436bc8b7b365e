#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace winnow {

// What the service manager is told (sd_notify(3)); nothing happens outside of systemd.
void notify_ready();
void notify_stopping();
void notify_status(const std::string& line);  // shown by systemctl status
void notify_watchdog();

// How often the service manager wants to hear notify_watchdog() (WatchdogSec=), if at all.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace winnow
