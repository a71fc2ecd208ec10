namespace Headlight.Effects;

/// <summary>
/// Sentences over which heads are averaged: plain English about everyday things, written for the purpose, without
/// names and with he, she and they equally often. Changing one changes every effect of switching a head off.
/// </summary>
internal static class ReferenceCorpus
{
    public const string Name = "Headlight's 24 reference sentences";

    public static IReadOnlyList<string> Sentences { get; } =
    [
        "The train left the station a few minutes late, but it arrived on time.",
        "She put the keys on the table and went to bed early.",
        "He could not find the book that he had borrowed from the library.",
        "They planted three trees behind the house before the winter came.",
        "Water boils at a lower temperature on a high mountain.",
        "The committee will meet again on Tuesday to discuss the budget.",
        "If it rains tomorrow, the match will be played in the hall.",
        "She explained the problem twice, and then everybody understood it.",
        "He asked whether the shop would be open on Sunday.",
        "They were tired after the long walk along the river.",
        "A good knife is sharp, clean and easy to hold.",
        "The children laughed when the dog ran after its own tail.",
        "Most birds build their nests in spring.",
        "She has worked in the same office for eleven years.",
        "He wrote a short letter and forgot to post it.",
        "They sold the old car and bought two bicycles.",
        "The soup needs more salt, and perhaps a little pepper.",
        "Nobody knows exactly how the fire began.",
        "The museum shows paintings, maps and letters from the last century.",
        "She opened the window because the room was too warm.",
        "He learned to swim when he was forty.",
        "They disagreed about the price, but not about the quality.",
        "The moon was bright enough to read by.",
        "At the end of the street there is a small bakery.",
    ];
}
