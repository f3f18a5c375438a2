using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SupportBot.Tickets;

/// <summary>The number that people use for a ticket, such as <c>A-1042</c>: short, unique in the desk, never reused.</summary>
public readonly record struct TicketNumber
{
    private const int LongestPrefix = 4;
    private const int LongestNumber = 12;

    private TicketNumber(string text) => Text = text;

    /// <summary>The number as people write it.</summary>
    public string Text { get; }

    /// <summary>Makes the number of a ticket.</summary>
    /// <param name="prefix">One to four letters, A to Z.</param>
    /// <param name="count">From 1 upwards; 0 would be what a lost counter gives, and is refused.</param>
    /// <exception cref="ArgumentException">The prefix is not one to four letters, or the count is below 1.</exception>
    public static TicketNumber Of(string prefix, long count)
    {
        if (!IsPrefix(prefix))
            throw new ArgumentException("A ticket prefix is one to four letters, A to Z.", nameof(prefix));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new TicketNumber(prefix.ToUpperInvariant() + "-" + count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads a number however a person types it: <c>a-1042</c>, <c>A 1042</c>, <c>#A-1042</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TicketNumber number)
    {
        number = default;
        var trimmed = text.AsSpan().Trim().TrimStart('#');
        var letters = 0;
        while (letters < trimmed.Length && char.IsAsciiLetter(trimmed[letters])) letters++;
        var digits = trimmed[letters..].TrimStart();
        if (digits is ['-', .. var behind]) digits = behind.TrimStart();
        if (letters is 0 or > LongestPrefix || digits.Length is 0 or > LongestNumber) return false;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1) return false;
        number = Of(trimmed[..letters].ToString(), count);
        return true;
    }

    /// <summary>Whether <paramref name="prefix"/> may stand before the hyphen: one to four letters, A to Z.</summary>
    public static bool IsPrefix([NotNullWhen(true)] string? prefix) =>
        prefix is { Length: >= 1 and <= LongestPrefix } && prefix.All(char.IsAsciiLetter);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
