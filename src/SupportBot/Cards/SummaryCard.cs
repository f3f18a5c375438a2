using System.Globalization;
using AdaptiveCards;
using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Desk;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>The one prefilled card that a customer checks, corrects and sends.</summary>
public static class SummaryCard
{
    // A card stays well under 25 KB; a longer text is kept whole in the draft and shown cut.
    private const int EditableDescription = 2000;

    private const string Subject = "subject";
    private const string Description = "description";
    private const string Service = "service";
    private const string Category = "category";
    private const string Affected = "affected";
    private const string Blocked = "blocked";
    private const string Shown = "shown";
    private const string Another = "another";

    /// <summary>Draws the draft.</summary>
    public static JObject Draw(Draft draft, Texts texts)
    {
        var request = draft.Request;
        var data = new JObject { ["nonce"] = draft.Nonce, [Shown] = request.Description.Length.ToString(CultureInfo.InvariantCulture) };
        return Drawing.Card(
            texts,
            texts.SummaryTitle,
            [
                Drawing.Title(texts.SummaryTitle),
                Drawing.Subtle(texts.SummaryText),
                new AdaptiveTextInput
                {
                    Id = Subject, Label = texts.LabelSubject, Value = request.Subject, MaxLength = Request.LongestSubject, IsRequired = true, ErrorMessage = texts.SubjectMissing,
                },
                .. DescriptionOf(request.Description, texts),
                .. FilesOf(draft, texts),
                Drawing.Choice(Service, texts.LabelService, request.Service, texts.Of),
                Drawing.Choice(Category, texts.LabelCategory, request.Category, texts.Of),
                Drawing.Choice(Affected, texts.LabelAffected, request.Affected, texts.Of),
                Drawing.Choice(Blocked, texts.LabelBlocked, request.Blocked, texts.Of),
            ],
            [
                Drawing.Execute(texts.ButtonSend, Verbs.File, data, style: "positive", inputs: true),
                Drawing.Execute(texts.ButtonCancel, Verbs.Discard, data),
                Drawing.Execute(texts.ButtonPerson, Verbs.TalkToPerson, data, inputs: true),
            ],
            Escape.IsRightToLeft(request.Description));
    }

    /// <summary>Asks, before the same words are filed again, whether it is another request.</summary>
    /// <param name="draft">The draft that repeats them.</param>
    /// <param name="number">The ticket that was filed with them.</param>
    /// <param name="since">How long ago.</param>
    /// <param name="texts">The person's language.</param>
    public static JObject DrawFiledBefore(Draft draft, string number, Duration since, Texts texts)
    {
        var question = texts.FiledBefore(number, Refusals.Ago(texts, since));
        var data = new JObject { ["nonce"] = draft.Nonce };
        var another = (JObject)data.DeepClone();
        another[Another] = "yes";
        return Drawing.Card(
            texts,
            question,
            [Drawing.Title(question), Drawing.Words(Graphemes.Cut(draft.Request.Description, EditableDescription / 2))],
            [
                Drawing.Execute(texts.ButtonSameRequest, Verbs.Discard, data),
                Drawing.Execute(texts.ButtonOpenAnother, Verbs.File, another),
                Drawing.Execute(texts.ButtonShow, Verbs.Show, new JObject { ["ticket"] = number }),
            ],
            Escape.IsRightToLeft(draft.Request.Description));
    }

    /// <summary>Whether the person has said that it is another request.</summary>
    public static bool IsAnother(Press press) => press.Input(Another) is not null;

    /// <summary>The draft as the person corrected it. What the card does not say, or says in a way that no choice offers, stays as it was.</summary>
    public static Draft Read(Press press, Draft draft)
    {
        var request = draft.Request;
        var subject = press.Input(Subject)?.ReplaceLineEndings(" ").Trim() is { Length: > 0 } typed ? Graphemes.Cut(Escape.Visible(typed), Request.LongestSubject) : request.Subject;
        return draft with
        {
            Request = request with
            {
                Subject = subject,
                Description = DescriptionIn(press, request.Description),
                Service = press.Chosen<Tickets.Service>(Service) ?? request.Service,
                Category = press.Chosen<Tickets.Category>(Category) ?? request.Category,
                Affected = press.Chosen<Tickets.Affected>(Affected) ?? request.Affected,
                Blocked = press.Chosen<Tickets.WorkBlocked>(Blocked) ?? request.Blocked,
            },
        };
    }

    private static AdaptiveElement[] DescriptionOf(string description, Texts texts) => description.Length <= EditableDescription
        ?
        [
            new AdaptiveTextInput
            {
                Id = Description, Label = texts.LabelDescription, Value = description, IsMultiline = true, IsRequired = true, ErrorMessage = texts.DescriptionMissing,
            },
        ]
        :
        [
            Drawing.Line(texts.LabelDescription),
            Drawing.Words(Graphemes.Cut(description, EditableDescription / 2)),
            Drawing.Subtle(texts.SummaryLongText(description.Length)),
        ];

    private static IEnumerable<AdaptiveElement> FilesOf(Draft draft, Texts texts) =>
        draft.Attachments.Count == 0 ? [] : [Drawing.Line(texts.LabelFiles), .. FileCards.List(draft.Attachments, texts)];

    // Words typed while the card stood there are in the draft but not on the card: they stay, behind what the card says.
    private static string DescriptionIn(Press press, string kept)
    {
        if (press.Input(Description)?.Trim() is not { Length: > 0 } typed) return kept;
        var shown = int.TryParse(press.Input(Shown), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? Math.Min(length, kept.Length) : kept.Length;
        return typed + kept[shown..];
    }
}
