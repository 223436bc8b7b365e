#pragma once
#include <string_view>

namespace winnow {

// `text` without the bracket that closes it, if that is a signature or an editor's line by the
// chrome rules ("(记者 张三)"), or, where the body ends with it (`final`), just names. Empty if the
// text is nothing else.
std::string_view without_signature(std::string_view text, bool final);

// [3], [12-14], [a]: a mark of reference, no part of the sentence.
bool is_reference_mark(std::string_view text);

// "#topic# @name": nothing but marks of topics and people, as social networks have them.
bool is_hashtags(std::string_view text);

}  // namespace winnow
