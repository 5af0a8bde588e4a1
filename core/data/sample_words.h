// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The words of the built-in sample. Their order is part of the data set: a random number picks by position.

#include <array>
#include <string_view>

namespace cpw::data::sample {

struct TopicWords {
    std::string_view adjectives; // 8
    std::string_view nouns;      // 16
};

inline constexpr std::array<TopicWords, 8> kTopics = {{
    {"salty drifting tidal stormy coastal sunken foggy deep",
     "harbour reef anchor sailor lighthouse whale tide island captain lagoon mast compass pearl current voyage pier"},
    {"stellar orbital lunar cosmic distant weightless starry frozen",
     "galaxy comet orbit rocket planet nebula asteroid astronaut satellite eclipse meteor station gravity moon quasar probe"},
    {"guilty hidden stolen crooked fatal secret ruthless unsolved",
     "detective murder alibi witness thief verdict motive suspect inspector evidence heist fingerprint prison jury poison clue"},
    {"tender beloved faithful blushing passionate longing sweet broken",
     "kiss wedding heart bride letter valentine embrace lover promise honeymoon bouquet romance sweetheart suitor dance rose"},
    {"enchanted arcane cursed mystic elven immortal spellbound winged",
     "dragon wizard sorcerer spell wand potion throne rune goblin unicorn witch prophecy amulet phoenix realm fairy"},
    {"fallen armoured besieged marching gallant bloody victorious wounded",
     "soldier battle trench cannon regiment general siege bayonet fortress colonel sword victory banner cavalry truce bunker"},
    {"roasted spicy buttered crispy savoury smoked sugared creamy",
     "kitchen recipe bread chef oven cinnamon soup feast butter saffron bakery olive honey garlic pastry supper"},
    {"wild mossy blooming leafy green wooded sunlit ripe",
     "forest meadow garden river oak fern orchard blossom sparrow valley hedge willow fox acorn moss prairie"},
}};

inline constexpr std::array<std::size_t, 8> kShelfOfTopic = {0, 0, 1, 2, 2, 0, 3, 3};
inline constexpr std::string_view kShelves = "adventure thriller fantasy lifestyle";
inline constexpr std::string_view kAges = "teen twenties thirties forties fifties senior";
inline constexpr std::string_view kJobs = "student teacher nurse farmer lawyer artist driver clerk coder retired";
inline constexpr std::array<std::string_view, 6> kConnectives = {"of", "and", "of the", "and the", "in the", "without"};
inline constexpr std::string_view kFirstNames = "anna boris carla david elena felix greta hugo irene jonas karin lukas maria "
                                                "nadia oscar paula quentin rosa simon tessa ulrich "
                                                "vera walter xenia yusuf zoe albert bella cyril dora";
inline constexpr std::string_view kLastNames = "adler brandt clarke dupont ekberg fischer gomez hansen ibsen jensen keller lindt "
                                               "moreau novak olsen petrov quinn rossi schmidt "
                                               "tanaka ulman varga weber xu young zeller archer bishop cooper dawson ellis "
                                               "fowler grant holmes irving jarvis kent lowell mercer "
                                               "nolan";

} // namespace cpw::data::sample
