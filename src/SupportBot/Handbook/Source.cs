using NodaTime;

namespace SupportBot.Handbook;

/// <summary>How far a fact can be trusted.</summary>
public enum Standing
{
    /// <summary>Read in a document of Microsoft's.</summary>
    Verified,

    /// <summary>Read in a document of somebody else's.</summary>
    ThirdParty,

    /// <summary>The desk's own default, for the partner to review.</summary>
    Default,

    /// <summary>Said somewhere, and found nowhere that counts.</summary>
    Unverified,
}

/// <summary>Where a fact comes from.</summary>
/// <param name="Document">The document's title.</param>
/// <param name="Date">Its date, or that of the copy which was read.</param>
/// <param name="Standing">How far it can be trusted.</param>
public sealed record Source(string Document, LocalDate Date, Standing Standing)
{
    /// <summary>Stands where an entry named no source that there is; its mistake is noted.</summary>
    public static Source None { get; } = new("", LocalDate.MinIsoValue, Standing.Unverified);

    /// <summary>Whether an agent is to be told that nobody has verified it.</summary>
    public bool IsToBeChecked => Standing is not Standing.Verified;
}
