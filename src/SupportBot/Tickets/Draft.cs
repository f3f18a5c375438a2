namespace SupportBot.Tickets;

/// <summary>A request that its writer has not sent yet. It lives in the conversation, not among the tickets.</summary>
/// <param name="Nonce">Names this opened summary; sending it twice files one ticket.</param>
/// <param name="Number">The number that the ticket will have; wasted where the draft is never sent.</param>
/// <param name="Request">What is filled in so far.</param>
/// <param name="WantsPerson">Whether the writer asked for a person.</param>
public sealed record Draft(string Nonce, string Number, Request Request, bool WantsPerson)
{
    /// <summary>What stands between words that were written one after another.</summary>
    public const string Between = "\n\n";

    /// <summary>The number of the closed ticket that it follows, if it follows one.</summary>
    public string? Follows { get; init; }

    /// <summary>What was sent with it so far, in order.</summary>
    public List<TicketAttachment> Attachments { get; init; } = [];

    /// <summary>The draft with more attachments, behind those that it has.</summary>
    public Draft With(IEnumerable<TicketAttachment> more) => this with { Attachments = [.. Attachments, .. more] };

    /// <summary>The draft with more of the writer's words; they follow those that it has, on lines of their own.</summary>
    public Draft With(string words) => this with { Request = Request with { Description = Request.Description + Between + words } };

    /// <summary>Whether both hold the same, attachments included.</summary>
    public bool Equals(Draft? other) =>
        other is not null && Nonce == other.Nonce && Number == other.Number && Request == other.Request && WantsPerson == other.WantsPerson
        && Follows == other.Follows && Attachments.SequenceEqual(other.Attachments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Nonce, Number);
}
