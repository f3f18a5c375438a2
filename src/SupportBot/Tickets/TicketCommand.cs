using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace SupportBot.Tickets;

/// <summary>
/// Names one wish of one person, so that it takes effect once however often it is delivered: the same press sent again with
/// a new activity id has the same key, two agents who press the same button have two (Protocols 1.1).
/// </summary>
public readonly record struct CommandKey
{
    private CommandKey(string text) => Text = text;

    /// <summary>43 characters, safe as a storage key.</summary>
    public string Text { get; }

    /// <summary>The key of a press: who, on which opened form or card, which verb, at which version, with which inputs.</summary>
    public static CommandKey OfPress(Person actor, string nonce, string verb, int? expectedVersion, string inputs) =>
        Of("press", actor.TenantId, actor.ObjectId, nonce, verb, expectedVersion?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", inputs);

    /// <summary>The key of a typed message.</summary>
    public static CommandKey OfMessage(string conversationId, string activityId) => Of("message", conversationId, activityId);

    /// <summary>The key of something that follows from a notice and is done once, such as telling that it was delivered late.</summary>
    public static CommandKey OfNotice(TicketNumber number, string notice, string what) => Of("notice", number.Text, notice, what);

    /// <summary>A key that was stored before.</summary>
    public static CommandKey FromStored(string text) => new(text);

    /// <summary>
    /// The key under which the same wish is carried out where this one was made void: it never took effect, its late
    /// transaction must fail, and whoever presses again must not be refused for ever.
    /// </summary>
    public CommandKey AfterVoid() => Of("void", Text);

    private static CommandKey Of(params string[] parts)
    {
        // Lengths keep ("ab","c") and ("a","bc") apart.
        var joined = new StringBuilder();
        foreach (var part in parts) joined.Append(part.Length).Append(':').Append(part);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(joined.ToString()));
        return new CommandKey(Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A wish concerning one ticket.</summary>
/// <param name="Action">What is to be done.</param>
/// <param name="Actor">Who wants it, as the verified activity says.</param>
/// <param name="Key">Makes it take effect once.</param>
/// <param name="ExpectedVersion">
/// The version that the person saw; null where that does not matter. Messages and notes commute and leave it out.
/// </param>
/// <param name="Text">What is written with it, whole.</param>
/// <param name="Question">What is asked, with <see cref="TicketAction.AskConsent"/>.</param>
/// <param name="Answers">The event that asked what is answered or passed on; null where that does not matter.</param>
/// <param name="Approvers">Who is to be asked, with <see cref="TicketAction.AskApprovers"/> and <see cref="TicketAction.ApproverOutOfReach"/>; with <see cref="TicketAction.AskConsent"/> where the requester cannot have them asked.</param>
public sealed record TicketCommand(
    TicketAction Action,
    Person Actor,
    CommandKey Key,
    int? ExpectedVersion = null,
    string? Text = null,
    ConsentQuestion? Question = null,
    int? Answers = null,
    IReadOnlyList<Person>? Approvers = null)
{
    /// <summary>To whom it is given, with <see cref="TicketAction.Assign"/>.</summary>
    public Person? Assignee { get; init; }

    /// <summary>The queue that it moves to, with <see cref="TicketAction.Transfer"/>.</summary>
    public string? Queue { get; init; }

    /// <summary>How many people it touches, with <see cref="TicketAction.ChangePriority"/>.</summary>
    public Affected? Affected { get; init; }

    /// <summary>Whether work stands still, with <see cref="TicketAction.ChangePriority"/>.</summary>
    public WorkBlocked? Blocked { get; init; }

    /// <summary>When work goes on, with <see cref="TicketAction.Schedule"/>.</summary>
    public Instant? Until { get; init; }

    /// <summary>The event whose words are taken back, with <see cref="TicketAction.UndoReply"/>.</summary>
    public int? Withdraws { get; init; }

    /// <summary>The step on the way beyond the desk, with the actions that make one.</summary>
    public EscalationStep? Escalation { get; init; }

    /// <summary>What comes with it, in order.</summary>
    public IReadOnlyList<TicketAttachment> Attachments { get; init; } = [];

    /// <summary>The latest event that the person had before their eyes; null where that does not matter. A word of the customer behind it is not passed over.</summary>
    public int? Seen { get; init; }
}

/// <summary>The wish to begin a ticket.</summary>
/// <param name="Number">The number fixed when the summary was first shown.</param>
/// <param name="Draft">The nonce of that summary.</param>
/// <param name="Actor">Who files it: the requester, or an agent for them.</param>
/// <param name="Requester">Whose ticket it is.</param>
/// <param name="CustomerName">The organisation, as the desk knows it.</param>
/// <param name="Request">What the customer says of the trouble.</param>
/// <param name="WantsPerson">Whether they asked for a person.</param>
/// <param name="SummaryMessage">The message in the customer's chat that showed the summary and becomes the ticket's card; null where there was none.</param>
/// <param name="Key">Makes it take effect once.</param>
/// <param name="Queue">The queue that it comes into; null for the desk's first one.</param>
/// <param name="GivenBy">The company that gives this support, where the partner does not.</param>
public sealed record FileTicket(
    TicketNumber Number,
    string Draft,
    Person Actor,
    Person Requester,
    string CustomerName,
    Request Request,
    bool WantsPerson,
    string? SummaryMessage,
    CommandKey Key,
    string? Queue = null,
    SupportCompany? GivenBy = null)
{
    /// <summary>The closed ticket that it follows, if it follows one.</summary>
    public TicketNumber? Follows { get; init; }

    /// <summary>What comes with the request, in order.</summary>
    public IReadOnlyList<TicketAttachment> Attachments { get; init; } = [];
}
