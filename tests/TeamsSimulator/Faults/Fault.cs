namespace TeamsSimulator;

/// <summary>What goes wrong on request.</summary>
public enum FaultKind
{
    /// <summary>429 with <c>Retry-After</c> of <see cref="Fault.Seconds"/> (1 unless given).</summary>
    Throttle,
    /// <summary>502, though the call took effect.</summary>
    BadGatewayAfterDelivery,
    /// <summary>502, and the call had no effect.</summary>
    BadGateway,
    /// <summary>The connection is reset before anything is done.</summary>
    Reset,
    /// <summary>The call takes effect at once and is answered after <see cref="Fault.Seconds"/> (5 unless given).</summary>
    Slow,
    /// <summary>403 MessageWritesBlocked.</summary>
    Blocked,
    /// <summary>403 BotNotInConversationRoster.</summary>
    NotInRoster,
    /// <summary>404 ConversationNotFound.</summary>
    ChannelDeleted,
    /// <summary>412 PreconditionFailed.</summary>
    PreconditionFailed,
    /// <summary>Inbound: the activity is sent again, unchanged, after <see cref="Fault.Seconds"/> (15 unless given).</summary>
    Redeliver,
    /// <summary>Inbound: the activity is sent again with a new id and timestamp after <see cref="Fault.Seconds"/> (15 unless given).</summary>
    RedeliverNewId,
}

/// <summary>A fault to play on the next <see cref="Count"/> calls that match; what is left out matches anything.</summary>
/// <param name="Person">A person's id: calls in their personal chat, or, inbound, activities they cause.</param>
public sealed record Fault(
    FaultKind Kind,
    string? Method = null,
    string? Conversation = null,
    string? Person = null,
    string? PathContains = null,
    string? TextContains = null,
    int Count = 1,
    double? Seconds = null)
{
    internal bool Inbound => Kind is FaultKind.Redeliver or FaultKind.RedeliverNewId;

    /// <summary>The kind as the HTTP API writes it.</summary>
    internal string Word => char.ToLowerInvariant(Kind.ToString()[0]) + Kind.ToString()[1..];
}
