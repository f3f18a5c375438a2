using NodaTime;

namespace SupportBot.Dialogs;

/// <summary>What happens to a request that is being written and whose writer has gone.</summary>
public enum IdleStep
{
    /// <summary>Nothing now.</summary>
    None,

    /// <summary>The writer is reminded of it.</summary>
    Nudge,

    /// <summary>It is set aside as a draft that can be taken up again.</summary>
    SetAside,
}

/// <summary>What is to be done about a chat that was looked at.</summary>
/// <param name="Step">What happens to the request that is being written there.</param>
/// <param name="Forgotten">The drafts that are deleted now.</param>
/// <param name="LookAgainAt">When to look again because of the request that is being written; null where there is none.</param>
public sealed record IdleDecision(IdleStep Step, IReadOnlyList<SetAsideRequest> Forgotten, Instant? LookAgainAt);

/// <summary>
/// Requests that are begun and left: one reminder, then a draft that can be taken up again, then nothing (House defaults,
/// "idle diagnostic").
/// </summary>
public static class IdleRequest
{
    /// <summary>After so long without a word the writer is reminded, once for each request.</summary>
    public static readonly Duration NudgeAfter = Duration.FromMinutes(15);

    /// <summary>After so long without a word the request is set aside.</summary>
    public static readonly Duration SetAsideAfter = Duration.FromHours(2);

    /// <summary>So long after the last word a draft is kept.</summary>
    public static readonly Duration KeptFor = Duration.FromDays(7);

    /// <summary>Until when a draft is kept.</summary>
    public static Instant EndOf(SetAsideRequest request) => Instant.FromUnixTimeMilliseconds(request.LastWordAt) + KeptFor;

    /// <summary>Decides what is to be done.</summary>
    /// <param name="talk">The chat.</param>
    /// <param name="isWriting">Whether a request is being written there.</param>
    /// <param name="now">The moment.</param>
    public static IdleDecision Of(Talk talk, bool isWriting, Instant now)
    {
        var forgotten = talk.SetAside.Where(request => EndOf(request) <= now).ToList();
        if (!isWriting) return new IdleDecision(IdleStep.None, forgotten, LookAgainAt: null);

        var last = talk.LastWordAt is { } written ? Instant.FromUnixTimeMilliseconds(written) : now;
        var idle = now - last;
        if (idle >= SetAsideAfter) return new IdleDecision(IdleStep.SetAside, forgotten, LookAgainAt: null);

        // Who has not said yet what is wrong has left nothing to be reminded of; they may still begin.
        if (talk.Draft is null) return new IdleDecision(IdleStep.None, forgotten, Instant.Min(now + NudgeAfter, last + SetAsideAfter));
        if (talk.NudgedFor == talk.Draft.Nonce) return new IdleDecision(IdleStep.None, forgotten, last + SetAsideAfter);
        return idle >= NudgeAfter
            ? new IdleDecision(IdleStep.Nudge, forgotten, last + SetAsideAfter)
            : new IdleDecision(IdleStep.None, forgotten, last + NudgeAfter);
    }
}
