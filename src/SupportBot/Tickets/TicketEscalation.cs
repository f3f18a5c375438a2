using NodaTime;

namespace SupportBot.Tickets;

/// <summary>How far a ticket has come beyond the desk.</summary>
public enum EscalationState
{
    /// <summary>An agent gathers what is needed.</summary>
    Preparing,

    /// <summary>The package is made and in the agent's hands; there is no case number yet.</summary>
    HandedOver,

    /// <summary>Microsoft, the provider or whoever else has it, under a case number.</summary>
    WithMicrosoft,

    /// <summary>They wait for something from the desk (Partner Center, status <c>attention_needed</c>).</summary>
    AttentionNeeded,

    /// <summary>They answered, and that was all.</summary>
    Resolved,

    /// <summary>They did not take it.</summary>
    Rejected,

    /// <summary>They gave back what it cost: a duplicate, or a bug of theirs.</summary>
    Refunded,

    /// <summary>The desk took it back.</summary>
    Withdrawn,
}

/// <summary>A day or hour after which something can be had no more, such as a refund.</summary>
/// <param name="What">What, in the desk's language.</param>
/// <param name="By">When it is over.</param>
public sealed record TicketDeadline(string What, Instant By);

/// <summary>A ticket's way beyond the desk, as its head shows it. All that was gathered for it lies in a file of its own beside the head.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="Revision">Counts the changes of the file, from 1: of two agents who go on from the same one, the second is refused.</param>
public sealed record TicketEscalation(EscalationState State, int Revision)
{
    /// <summary>By which vehicle it goes, as its name was when it was chosen; null while that is open.</summary>
    public string? Vehicle { get; init; }

    /// <summary>Who has it under which number; null while there is none.</summary>
    public string? Case { get; init; }

    /// <summary>What was promised for the first answer, in the desk's language; null where nothing was.</summary>
    public string? Promise { get; init; }

    /// <summary>Until when the first answer is to come; null where that is not known.</summary>
    public Instant? AnswerBy { get; init; }

    /// <summary>Whether the customer was asked for evidence and has not given all of it.</summary>
    public bool AwaitsCustomer { get; init; }

    /// <summary>What can be had only for a while, the next to end first.</summary>
    public IReadOnlyList<TicketDeadline> Deadlines { get; init; } = [];

    /// <summary>Whether both hold the same, deadlines included.</summary>
    public bool Equals(TicketEscalation? other) =>
        other is not null && Shown(other) && Revision == other.Revision && AwaitsCustomer == other.AwaitsCustomer;

    /// <summary>Whether a card shows the same of both.</summary>
    public bool Shown(TicketEscalation? other) =>
        other is not null && State == other.State && Vehicle == other.Vehicle && Case == other.Case && Promise == other.Promise && AnswerBy == other.AnswerBy && Deadlines.SequenceEqual(other.Deadlines);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(State, Revision, Case);
}

/// <summary>A step of a ticket's way beyond the desk.</summary>
/// <param name="After">What the head shows since.</param>
/// <param name="File">All that was gathered, as it is kept; what stands in it is Escalation's.</param>
public sealed record EscalationStep(TicketEscalation After, string File);
