namespace SupportBot.Customers;

/// <summary>Where a plan's or a customer's support differs from what the desk gives to all: settings of the offer by name, as text.</summary>
/// <param name="Differences">By the name of the setting, such as <c>PerHour</c>; what is not in it does not differ.</param>
public sealed record OfferTerms(IReadOnlyDictionary<string, string> Differences)
{
    /// <summary>Nothing differs.</summary>
    public static OfferTerms None { get; } = new(new Dictionary<string, string>());

    /// <summary>What may differ.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "TimeZone", "Hours", "Holidays", "AroundTheClock", "FirstAnswerHours", "Free", "Currency", "PerHour", "PerIncident", "IncludedHours", "PerHourOutOfHours",
    ];
}
