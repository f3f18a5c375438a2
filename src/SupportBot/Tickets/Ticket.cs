using NodaTime;

namespace SupportBot.Tickets;

/// <summary>What kind of help is asked for.</summary>
public enum Category
{
    /// <summary>Something does not work, or a question on how.</summary>
    Technical,

    /// <summary>Invoices, charges and payments.</summary>
    Billing,

    /// <summary>Seats, plans, renewals and cancellations.</summary>
    Subscription,
}

/// <summary>Which of the services that the partner sells it is about.</summary>
public enum Service
{
    /// <summary>Microsoft 365.</summary>
    Microsoft365,

    /// <summary>Azure.</summary>
    Azure,

    /// <summary>Dynamics 365 and the Power Platform.</summary>
    Dynamics365,

    /// <summary>Something else, or more than one.</summary>
    Other,
}

/// <summary>What the customer says of the trouble: the part of a ticket that the summary card shows and lets them correct.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Description">The customer's own words, whole.</param>
/// <param name="Service">What it is about.</param>
/// <param name="Category">What kind of help is asked for.</param>
/// <param name="Affected">How many people it touches.</param>
/// <param name="Blocked">Whether work stands still.</param>
public sealed record Request(string Subject, string Description, Service Service, Category Category, Affected Affected, WorkBlocked Blocked)
{
    /// <summary>A subject is one line of at most so many characters.</summary>
    public const int LongestSubject = 150;

    /// <summary>The priority that follows from what the customer says.</summary>
    public Priority Priority => Priorities.Of(Affected, Blocked);
}

/// <summary>A company that gives support in the partner's place: resold from it, or subcontracted to it (partner support guidance).</summary>
/// <param name="Name">The company.</param>
/// <param name="Contact">How an agent reaches it; null where the queue is enough.</param>
public sealed record SupportCompany(string Name, string? Contact);

/// <summary>How far a question whether work may be charged has come.</summary>
public enum ConsentState
{
    /// <summary>Nobody has answered yet.</summary>
    Asked,

    /// <summary>An approver agreed.</summary>
    Given,

    /// <summary>An approver did not agree.</summary>
    Declined,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>The desk took it back: it asked something else, or solved the ticket.</summary>
    Withdrawn,
}

/// <summary>What an agent asks before chargeable work starts.</summary>
/// <param name="Work">What is to be done, in the agent's words.</param>
/// <param name="Price">The price as the customer is shown it.</param>
/// <param name="ExpiresAt">Until when it may be answered.</param>
public sealed record ConsentQuestion(string Work, string Price, Instant ExpiresAt);

/// <summary>A question whether work may be charged, and what became of it.</summary>
/// <param name="Question">What was asked, with the price as shown.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Event">The sequence of the event that asked it: what names the question on its cards.</param>
/// <param name="AskedBy">The agent who asked.</param>
public sealed record Consent(ConsentQuestion Question, ConsentState State, int Event, Person AskedBy)
{
    /// <summary>The approvers who were asked in their own chats, apart from the requester.</summary>
    public IReadOnlyList<Person> Approvers { get; init; } = [];

    /// <summary>The approver who answered, if one did.</summary>
    public Person? AnsweredBy { get; init; }

    /// <summary>When it was answered or taken back, or the time for that was over.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>How it stands at a moment: what nobody answered in time has expired, whether or not the desk has noted it down.</summary>
    public ConsentState StateAt(Instant now) => State is ConsentState.Asked && now >= Question.ExpiresAt ? ConsentState.Expired : State;

    /// <summary>Whether both hold the same, approvers included.</summary>
    public bool Equals(Consent? other) =>
        other is not null && Question == other.Question && State == other.State && Event == other.Event && AskedBy == other.AskedBy
        && Approvers.SequenceEqual(other.Approvers) && AnsweredBy == other.AnsweredBy && EndedAt == other.EndedAt;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Event, State);
}

/// <summary>A ticket's head: where it stands now. What happened on the way are its <see cref="TicketEvent"/>s.</summary>
public sealed record Ticket
{
    /// <summary>The number that people use.</summary>
    public required TicketNumber Number { get; init; }

    /// <summary>Who filed it. The ticket belongs to this person's tenant.</summary>
    public required Person Requester { get; init; }

    /// <summary>The name of the customer's organisation, as the desk knows it.</summary>
    public required string CustomerName { get; init; }

    /// <summary>What the customer says of the trouble. The head holds the beginning of a long description; the first event holds it whole.</summary>
    public required Request Request { get; init; }

    /// <summary>Where it stands.</summary>
    public required TicketStatus Status { get; init; }

    /// <summary>Who works on it, if anybody.</summary>
    public Person? Owner { get; init; }

    /// <summary>The queue that it is in, by name; null for the desk's first one.</summary>
    public string? Queue { get; init; }

    /// <summary>The company that gives the support for the partner, where the partner does not give it itself.</summary>
    public SupportCompany? GivenBy { get; init; }

    /// <summary>The agent who filed it for the requester; null where the requester did.</summary>
    public Person? FiledBy { get; init; }

    /// <summary>Whether the customer said that their business stands still.</summary>
    public bool BusinessStopped { get; init; }

    /// <summary>The latest question whether work may be charged, with its answer; null where nothing was asked.</summary>
    public Consent? Consent { get; init; }

    /// <summary>How pressing it is.</summary>
    public Priority Priority => BusinessStopped ? Priority.P1 : Request.Priority;

    /// <summary>Whether the customer asked for a person and no agent has written since.</summary>
    public bool WantsPerson { get; init; }

    /// <summary>What the agent said when resolving it.</summary>
    public string? Resolution { get; init; }

    /// <summary>Who outside the desk works on it, with their reference, while it waits on a third party.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Its way beyond the desk; null where it has not set out.</summary>
    public TicketEscalation? Escalation { get; init; }

    /// <summary>When work goes on, while it is scheduled.</summary>
    public Instant? ScheduledFor { get; init; }

    /// <summary>Whether an agent asked the desk's leads to look at it and nobody has acted on that yet.</summary>
    public bool Escalated { get; init; }

    /// <summary>When it was closed; null while it is not.</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>When the customer reopened it for the first time within the hour that is counted; null where they did not.</summary>
    public Instant? ReopensSince { get; init; }

    /// <summary>How often the customer reopened it within that hour.</summary>
    public int Reopens { get; init; }

    /// <summary>Whether it was reopened so often that a person must say whether it opens again (House defaults, the loop breaker).</summary>
    public bool Held { get; init; }

    /// <summary>The ticket that it follows: one that had been closed for too long to be opened again.</summary>
    public TicketNumber? Follows { get; init; }

    /// <summary>The sequence of the customer's latest word.</summary>
    public required int LastCustomerEvent { get; init; }

    /// <summary>The sequence of the event that last raised <see cref="Version"/>: what a refused press is told of.</summary>
    public required int LastChange { get; init; }

    /// <summary>Its timers: when the desk is to look at it, and why.</summary>
    public TicketTimers Timers { get; init; } = TicketTimers.None;

    /// <summary>The event of the latest prompt in the thread on which nobody has acted yet; null where there is none.</summary>
    public int? Prompt { get; init; }

    /// <summary>Counts life-cycle changes only; cards carry it, so that a press on an old card is recognised (Protocols 1.4).</summary>
    public required int Version { get; init; }

    /// <summary>The sequence of its latest event.</summary>
    public required int LastEvent { get; init; }

    /// <summary>The opened form or draft that it was filed from.</summary>
    public required string Draft { get; init; }

    /// <summary>The message in the customer's chat that showed the summary and is the ticket's card since; null where there was none.</summary>
    public string? SummaryMessage { get; init; }

    /// <summary>When it was filed.</summary>
    public required Instant FiledAt { get; init; }

    /// <summary>When anything last happened to it.</summary>
    public required Instant ChangedAt { get; init; }
}

/// <summary>What happened to a ticket. Its events are its audit: complete, in order, never changed.</summary>
/// <param name="Sequence">1 for the first, then one more each time.</param>
/// <param name="Action">What was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="From">Where the ticket stood before; null for the first event.</param>
/// <param name="To">Where it stands since.</param>
/// <param name="Text">What was written, whole, if anything; of words that were taken back, the event that wrote them; of a question whether work may be charged, and of what became of it, the work and the price.</param>
public sealed record TicketEvent(int Sequence, TicketAction Action, Person Actor, Instant At, TicketStatus? From, TicketStatus To, string? Text)
{
    /// <summary>What came with it, in the order in which it was sent.</summary>
    public IReadOnlyList<TicketAttachment> Attachments { get; init; } = [];

    /// <summary>How far the ticket came beyond the desk by it; null where it did not move there.</summary>
    public EscalationState? Escalation { get; init; }

    /// <summary>Whether only the desk may see it. The one place that decides what a customer may read.</summary>
    public bool IsInternal => Action is TicketAction.Note or TicketAction.UndoReply or TicketAction.PromptUnclaimed or TicketAction.PromptUnread or TicketAction.Assign or TicketAction.Transfer or TicketAction.ChangePriority or TicketAction.Escalate
        or TicketAction.WaitOnThirdParty or TicketAction.Schedule or TicketAction.Wake or TicketAction.Resume or TicketAction.Close
        or TicketAction.Merge or TicketAction.Unmerge or TicketAction.Link or TicketAction.PrepareEscalation or TicketAction.HandOver;

    /// <summary>Whether both tell the same, attachments included.</summary>
    public bool Equals(TicketEvent? other) =>
        other is not null && Sequence == other.Sequence && Action == other.Action && Actor == other.Actor && At == other.At
        && From == other.From && To == other.To && Text == other.Text && Escalation == other.Escalation && Attachments.SequenceEqual(other.Attachments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sequence, Action, At);
}
