#pragma once
#include <cstdint>
#include <vector>

#include "parser/extraction.h"

namespace winnow {

// The numbers of a text that the published filters judge by, of the blocks as one line each (code
// and tables have several). Linear in the text; of words and characters beyond the first 2^18 only
// `characters`, `words`, and what is counted by line know. Zero throughout without a text.
Quality quality_of(const std::vector<Block>& blocks);

// What Quality holds, one list for who stores, writes or compares it: calls visit(name, member) for
// each, always in this order. A new signal goes to the end, with its version in storage/fields.h.
template <class Q, class Visit>
void for_each_signal(Q& q, Visit visit) {
  visit("characters", q.characters);
  visit("words", q.words);
  visit("lines", q.lines);
  visit("sentences", q.sentences);
  visit("long_lines", q.long_lines);
  visit("longest_word", q.longest_word);
  visit("stop_words_en", q.stop_words_en);
  visit("stop_words_zh", q.stop_words_zh);
  visit("c4_sentences", q.c4_sentences);
  visit("curly_brackets", q.curly_brackets);
  visit("lorem_ipsum", q.lorem_ipsum);
  visit("mean_word_length", q.mean_word_length);
  visit("mean_line_length", q.mean_line_length);
  visit("hashes_per_word", q.hashes_per_word);
  visit("ellipses_per_word", q.ellipses_per_word);
  visit("newlines_per_word", q.newlines_per_word);
  visit("alphabetic_words", q.alphabetic_words);
  visit("stop_words", q.stop_words);
  visit("word_entropy", q.word_entropy);
  visit("unique_characters", q.unique_characters);
  visit("bullet_lines", q.bullet_lines);
  visit("ellipsis_lines", q.ellipsis_lines);
  visit("terminal_lines", q.terminal_lines);
  visit("short_lines", q.short_lines);
  visit("more_lines", q.more_lines);
  visit("duplicate_lines", q.duplicate_lines);
  visit("duplicate_line_characters", q.duplicate_line_characters);
  visit("duplicate_paragraphs", q.duplicate_paragraphs);
  visit("duplicate_paragraph_characters", q.duplicate_paragraph_characters);
  visit("top_2gram", q.top_ngram[0]);
  visit("top_3gram", q.top_ngram[1]);
  visit("top_4gram", q.top_ngram[2]);
  visit("duplicate_5grams", q.duplicate_ngrams[0]);
  visit("duplicate_6grams", q.duplicate_ngrams[1]);
  visit("duplicate_7grams", q.duplicate_ngrams[2]);
  visit("duplicate_8grams", q.duplicate_ngrams[3]);
  visit("duplicate_9grams", q.duplicate_ngrams[4]);
  visit("duplicate_10grams", q.duplicate_ngrams[5]);
  visit("repeated_5grams", q.repeated_5grams);
  visit("repeated_3characters", q.repeated_3characters);
  visit("repeated_13characters", q.repeated_13characters);
  visit("han", q.han);
  visit("simplified", q.simplified);
  visit("traditional", q.traditional);
  visit("digits", q.digits);
  visit("punctuation", q.punctuation);
  visit("special", q.special);
  visit("bracketed", q.bracketed);
}

}  // namespace winnow
