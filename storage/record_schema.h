#pragma once
#include <span>
#include <string>
#include <string_view>

namespace winnow {

// storage/record.schema.json, which is part of the program.
std::string_view record_schema();

// The members of an article's line as features of a dataset, in the YAML of a data card's
// dataset_info (https://huggingface.co/docs/datasets/repository_structure): a loader that guesses
// types from the first lines takes a list that is empty in all of them for one of nothing. Each
// line begins with two blanks. `with`: names of the members that are not in every dump, but in
// this.
std::string dataset_features(std::span<const std::string_view> with);

}  // namespace winnow
