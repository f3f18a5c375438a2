using System.Globalization;

namespace Microsoft.Bot.Builder.Dialogs.Choices;

public class FindValuesOptions
{
    /// <summary>Whether some of a choice's words will do.</summary>
    public bool AllowPartialMatches { get; set; }

    /// <summary>How many other words may stand between two words of a choice; 2 unless set.</summary>
    public int? MaxTokenDistance { get; set; }
}

public class FindChoicesOptions : FindValuesOptions
{
    /// <summary>Whether a choice's value is not looked for.</summary>
    public bool NoValue { get; set; }

    /// <summary>Whether the title of a choice's button is not looked for.</summary>
    public bool NoAction { get; set; }

    /// <summary>Whether a number picks by position when no words match.</summary>
    public bool RecognizeNumbers { get; set; } = true;

    /// <summary>Whether an ordinal picks by position when no words match.</summary>
    public bool RecognizeOrdinals { get; set; } = true;
}

/// <summary>Something that was recognized in a text.</summary>
internal sealed class ModelResult<T>
{
    public string Text { get; set; }

    public int Start { get; set; }

    /// <summary>The index of the last character.</summary>
    public int End { get; set; }

    public string TypeName { get; set; }

    public T Resolution { get; set; }
}

/// <summary>
/// Finds choices in what a person wrote: first by their words, then by English ordinals, then by numbers.
/// What was found comes in the order of the text.
/// </summary>
internal static class ChoiceRecognizers
{
    private const string TypeName = "choice";
    private const int DefaultTokenDistance = 2;

    private static readonly Dictionary<string, int> _numbers = Positions("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    private static readonly Dictionary<string, int> _ordinals = Positions("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth");

    public static List<ModelResult<FoundChoice>> RecognizeChoices(string utterance, IList<string> choices, FindChoicesOptions options = null) =>
        RecognizeChoices(utterance, ChoiceFactory.ToChoices(choices), options);

    public static List<ModelResult<FoundChoice>> RecognizeChoices(string utterance, IList<Choice> list, FindChoicesOptions options = null)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (string.IsNullOrWhiteSpace(utterance))
            return [];

        options ??= new FindChoicesOptions();
        var words = Token.Split(utterance);
        var found = ByWords(utterance, words, list, options);
        if (found.Count == 0 && options.RecognizeOrdinals)
            found = ByPosition(utterance, words, list, token => Ordinal(token, list.Count));
        if (found.Count == 0 && options.RecognizeNumbers)
            found = ByPosition(utterance, words, list, Number);
        return found;
    }

    private static List<ModelResult<FoundChoice>> ByWords(string utterance, List<Token> words, IList<Choice> choices, FindChoicesOptions options)
    {
        var candidates = new List<ModelResult<FoundChoice>>();
        for (var i = 0; i < choices.Count; i++)
        {
            foreach (var name in Names(choices[i], options))
            {
                if (string.Equals(name.Trim(), utterance.Trim(), StringComparison.OrdinalIgnoreCase))
                    return [Result(utterance, 0, utterance.Length - 1, choices[i], i, 1, name)];
                candidates.AddRange(Occurrences(utterance, words, choices[i], i, name, options));
            }
        }

        // The best and longest match of a place wins it; each choice is found once.
        var found = new List<ModelResult<FoundChoice>>();
        foreach (var candidate in candidates.OrderByDescending(c => c.Resolution.Score).ThenByDescending(c => c.Text.Length))
        {
            if (!found.Exists(f => f.Resolution.Index == candidate.Resolution.Index || (f.Start <= candidate.End && candidate.Start <= f.End)))
                found.Add(candidate);
        }

        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    private static IEnumerable<string> Names(Choice choice, FindChoicesOptions options)
    {
        if (!options.NoValue && !string.IsNullOrWhiteSpace(choice.Value))
            yield return choice.Value;
        if (!options.NoAction && choice.Action?.Title is { Length: > 0 } title)
            yield return title;
        foreach (var synonym in choice.Synonyms ?? [])
        {
            if (!string.IsNullOrWhiteSpace(synonym))
                yield return synonym;
        }
    }

    private static IEnumerable<ModelResult<FoundChoice>> Occurrences(
        string utterance, List<Token> words, Choice choice, int index, string name, FindChoicesOptions options)
    {
        var wanted = Token.Split(name);
        if (wanted.Count == 0)
            yield break;

        var distance = options.MaxTokenDistance ?? DefaultTokenDistance;
        for (var from = 0; from < words.Count;)
        {
            var (first, last, matched, skipped) = Match(words, wanted, from, distance);
            if (matched == 0)
                yield break;
            if (matched == wanted.Count || options.AllowPartialMatches)
            {
                var score = (float)matched / wanted.Count * matched / (matched + skipped);
                yield return Result(utterance, words[first].Start, words[last].End, choice, index, score, name);
            }

            from = first + 1;
        }
    }

    /// <summary>The wanted words in their order from a place on, those not found within reach of the one before left out.</summary>
    private static (int First, int Last, int Matched, int Skipped) Match(List<Token> words, List<Token> wanted, int from, int distance)
    {
        int first = -1, last = -1, matched = 0, skipped = 0;
        foreach (var word in wanted)
        {
            var start = matched == 0 ? from : last + 1;
            var at = words.FindIndex(start, w => w.Normalized == word.Normalized);
            if (at < 0 || (matched > 0 && at - start > distance))
                continue;
            if (matched++ == 0)
                first = at;
            else
                skipped += at - start;
            last = at;
        }

        return (first, last, matched, skipped);
    }

    private static List<ModelResult<FoundChoice>> ByPosition(string utterance, List<Token> words, IList<Choice> choices, Func<string, int> position)
    {
        var found = new List<ModelResult<FoundChoice>>();
        foreach (var word in words)
        {
            var index = position(word.Normalized) - 1;
            if (index >= 0 && index < choices.Count && !found.Exists(f => f.Resolution.Index == index))
                found.Add(Result(utterance, word.Start, word.End, choices[index], index, 1, synonym: null));
        }

        return found;
    }

    private static int Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : _numbers.GetValueOrDefault(word);

    private static int Ordinal(string word, int count)
    {
        if (word == "last")
            return count;
        if (word.Length > 2 && word[^2..] is "st" or "nd" or "rd" or "th"
            && int.TryParse(word.AsSpan(0, word.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            return digits;
        return _ordinals.GetValueOrDefault(word);
    }

    private static ModelResult<FoundChoice> Result(string utterance, int start, int end, Choice choice, int index, float score, string synonym) => new()
    {
        Text = utterance[start..(end + 1)],
        Start = start,
        End = end,
        TypeName = TypeName,
        Resolution = new FoundChoice { Value = choice.Value, Index = index, Score = score, Synonym = synonym },
    };

    private static Dictionary<string, int> Positions(params string[] words) =>
        words.Select((word, i) => (word, i)).ToDictionary(w => w.word, w => w.i + 1, StringComparer.Ordinal);
}
