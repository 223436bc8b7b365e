#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <string>
#include <thread>

namespace winnow {

// Starts a thread that the system's tools show under `name` (at most 15 bytes) and that takes no
// signals, so that they come to the thread that waits for them.
std::thread start_thread(const std::string& name, std::function<void()> body);

// Lets `error` come out of `io`'s run. Call it outside the catch block, so that the thread that
// caught it holds it no longer when another looks at it.
void rethrow_in(boost::asio::io_context& io, std::exception_ptr error);

// CPU time that a running thread has used so far.
std::chrono::microseconds cpu_time(std::thread& thread);
std::chrono::microseconds cpu_time_of_this_thread();

}  // namespace winnow
