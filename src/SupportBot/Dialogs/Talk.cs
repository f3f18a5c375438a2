using SupportBot.Notifications;
using SupportBot.Tickets;

namespace SupportBot.Dialogs;

/// <summary>What a personal chat remembers between turns. It is read by one query and written by one transaction.</summary>
public sealed class Talk
{
    /// <summary>Where the person is reached, as last kept in the address book.</summary>
    public Address? Address { get; set; }

    /// <summary>Whether the welcome was given for this installation.</summary>
    public bool Welcomed { get; set; }

    /// <summary>The request that is being written.</summary>
    public Draft? Draft { get; set; }

    /// <summary>What was sent for a request that has no words yet, in order.</summary>
    public List<TicketAttachment> Attachments { get; } = [];

    /// <summary>Whether the draft's service was said or chosen, and not only assumed.</summary>
    public bool ServiceKnown { get; set; }

    /// <summary>The nonce of the draft of which the person was told that the offer does not hold it.</summary>
    public string? ToldNotInOffer { get; set; }

    /// <summary>The request that was cancelled last; it can be brought back.</summary>
    public Draft? Discarded { get; set; }

    /// <summary>Whether the next request goes to a person at once.</summary>
    public bool WantsPerson { get; set; }

    /// <summary>The number of the ticket that was filed last from here: the lists may not show it yet.</summary>
    public string? LastFiled { get; set; }

    /// <summary>What the words of that ticket come down to, so that the same ones are recognised.</summary>
    public string? LastFiledWords { get; set; }

    /// <summary>When it was filed, in Unix milliseconds.</summary>
    public long? LastFiledAt { get; set; }

    /// <summary>The number of the closed ticket that the next request follows, if it follows one.</summary>
    public string? Follows { get; set; }

    /// <summary>When the person last wrote or pressed something, in Unix milliseconds; null where that was not written down yet.</summary>
    public long? LastWordAt { get; set; }

    /// <summary>The nonce of the draft of which its writer was reminded.</summary>
    public string? NudgedFor { get; set; }

    /// <summary>Requests that were begun and left, oldest first; each can be taken up again for some days.</summary>
    public List<SetAsideRequest> SetAside { get; } = [];

    /// <summary>Words that wait for the person to say to which ticket they belong, oldest first; each has a chooser of its own.</summary>
    public List<ParkedWords> Parked { get; } = [];

    /// <summary>The latest turns with their answers, oldest first.</summary>
    public List<AnsweredTurn> Answered { get; } = [];
}

/// <summary>A request that was begun and left.</summary>
/// <param name="Draft">What was written.</param>
/// <param name="ServiceKnown">Whether its service was said or chosen, and not only assumed.</param>
/// <param name="Follows">The number of the closed ticket that it follows, if it follows one.</param>
/// <param name="LastWordAt">When its writer last said something, in Unix milliseconds.</param>
public sealed record SetAsideRequest(Draft Draft, bool ServiceKnown, string? Follows, long LastWordAt);

/// <summary>Words that wait for the person to say where they belong.</summary>
/// <param name="Nonce">Names them on the chooser's buttons.</param>
/// <param name="Text">The words, whole; none where only files were sent.</param>
/// <param name="ActivityId">The message that they came in.</param>
public sealed record ParkedWords(string Nonce, string Text, string ActivityId)
{
    /// <summary>What was sent with them, in order.</summary>
    public List<TicketAttachment> Attachments { get; init; } = [];

    /// <summary>Whether both hold the same, attachments included.</summary>
    public bool Equals(ParkedWords? other) =>
        other is not null && Nonce == other.Nonce && Text == other.Text && ActivityId == other.ActivityId && Attachments.SequenceEqual(other.Attachments);

    /// <inheritdoc/>
    public override int GetHashCode() => Nonce.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A turn that was answered; the same activity again gets the same answer.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Instance">The instance that answered.</param>
/// <param name="Sent">Whether the answer is known to have gone out.</param>
/// <param name="Outgoing">The answer: a JSON array of activities; null where it was too large to keep.</param>
public sealed record AnsweredTurn(string ActivityId, long At, string Instance, bool Sent, string? Outgoing);

/// <summary>Makes names that nobody can guess for opened forms and summaries.</summary>
public interface INonces
{
    /// <summary>A new one.</summary>
    string Next();
}
