using System.Globalization;
using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using NodaTime.Text;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Resources;

namespace SupportBot.Cards;

/// <summary>What a person is told, as it is set, with the means to change it.</summary>
public static class NotificationsCard
{
    private const string Status = "status";
    private const string From = "from";
    private const string Until = "until";
    private const string Yes = "true";
    private const int LongestTime = 10;

    private static readonly LocalTimePattern Shown = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly LocalTimePattern[] Typed =
        [.. new[] { "H:mm", "H'h'mm", "H.mm", "H'h'", "%H" }.Select(LocalTimePattern.CreateWithInvariantCulture)];

    /// <summary>Draws what is set.</summary>
    /// <param name="preferences">What is set.</param>
    /// <param name="timeZone">The time zone in which quiet hours are read.</param>
    /// <param name="texts">The person's language.</param>
    /// <param name="notice">A line above it, such as that it was kept.</param>
    public static JObject Draw(NoticePreferences preferences, string timeZone, Texts texts, string? notice = null) => Draw(
        preferences.StatusNotices,
        preferences.Quiet is { } quiet ? Shown.Format(quiet.From) : "",
        preferences.Quiet is { } hours ? Shown.Format(hours.Until) : "",
        timeZone,
        texts,
        notice is null ? null : Drawing.Words(notice, strong: true));

    /// <summary>Draws what was filled in and could not be understood.</summary>
    public static JObject DrawAgain(Press press, string timeZone, Texts texts) => Draw(
        press.Input(Status) == Yes,
        Graphemes(press.Input(From)),
        Graphemes(press.Input(Until)),
        timeZone,
        texts,
        Drawing.Warning(texts.QuietNotUnderstood));

    /// <summary>Whether the press comes from the card itself.</summary>
    public static bool IsFilledIn(Press press) => press.Input(Status) is not null;

    /// <summary>What was chosen; null where the hours cannot be understood.</summary>
    public static NoticePreferences? Read(Press press)
    {
        var (from, until) = (press.Input(From)?.Trim() ?? "", press.Input(Until)?.Trim() ?? "");
        var isStatus = press.Input(Status) == Yes;
        if (from.Length == 0 && until.Length == 0) return new NoticePreferences(isStatus, Quiet: null);
        return TimeOf(from) is { } begin && TimeOf(until) is { } end && begin != end ? new NoticePreferences(isStatus, new QuietHours(begin, end)) : null;
    }

    private static LocalTime? TimeOf(string typed)
    {
        foreach (var pattern in Typed)
        {
            if (pattern.Parse(typed.ToLower(CultureInfo.InvariantCulture)) is { Success: true, Value: var time }) return time;
        }

        return null;
    }

    private static string Graphemes(string? typed) => Tickets.Graphemes.Cut(typed ?? "", LongestTime);

    private static JObject Draw(bool isStatus, string from, string until, string timeZone, Texts texts, AdaptiveElement? notice)
    {
        List<AdaptiveElement> body = [];
        if (notice is not null) body.Add(notice);
        body.Add(Drawing.Title(texts.NotificationsTitle));
        body.Add(Drawing.Line(texts.NotificationsAlways));
        body.Add(new AdaptiveToggleInput { Id = Status, Title = texts.LabelStatusNotices, Value = isStatus ? Yes : "false", Wrap = true });
        body.Add(Drawing.Subtle(texts.NotificationsQuiet(Escape.ForCard(timeZone))));
        // As text: clients take an empty time for a wrong one.
        body.Add(new AdaptiveTextInput { Id = From, Label = texts.LabelQuietFrom, Value = from, MaxLength = LongestTime });
        body.Add(new AdaptiveTextInput { Id = Until, Label = texts.LabelQuietUntil, Value = until, MaxLength = LongestTime });
        return Drawing.Card(texts, texts.NotificationsTitle, body, [Drawing.Execute(texts.ButtonKeep, Verbs.Notifications, inputs: true)]);
    }
}
