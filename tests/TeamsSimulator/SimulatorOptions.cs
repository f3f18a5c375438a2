namespace TeamsSimulator;

/// <summary>How a simulation is set up.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where the bot listens, without <c>/api/messages</c>; may be given later by <see cref="SimulatedTeams.BotUrl"/>.</summary>
    public string? BotUrl { get; init; }

    /// <summary>Decides message ids and times, the one-minute refresh rule, rate limits, slow answers and redelivery.
    /// Under a clock that stands still the rate limits never recover: turn them off there.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public RateLimits RateLimits { get; init; } = RateLimits.Teams;

    /// <summary>With an app id every activity carries a token signed by the simulation, which is then also the issuer
    /// (<see cref="SimulatedTeams.OpenIdMetadataUrl"/>); without, no Authorization header is sent.</summary>
    public string? AppId { get; init; }

    public string BotName { get; init; } = "SupportBot";

    /// <summary>The team has consented to <c>ChannelMessage.Read.Group</c>: the bot hears channel messages that do not mention it.</summary>
    public bool ChannelMessagePermission { get; init; }

    /// <summary>How long Teams waits for the bot, by the system clock.</summary>
    public TimeSpan BotTimeout { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>Teams' limits per thread and per tenant (Microsoft Learn: "Optimize your bot with rate limiting in Teams"), times a factor.</summary>
/// <param name="Factor">1 as Teams has them; larger is more generous; 0 turns them off.</param>
public sealed record RateLimits(double Factor)
{
    public static readonly RateLimits Teams = new(1);
    public static readonly RateLimits Off = new(0);
}

/// <summary>Something that a person cannot do; the HTTP API answers with its status and message.</summary>
public sealed class SimulatorException : Exception
{
    internal SimulatorException(int status, string message) : base(message) => Status = status;

    /// <summary>400 bad input, 404 no such thing, 409 not possible now.</summary>
    public int Status { get; }

    internal static SimulatorException Bad(string message) => new(400, message);
    internal static SimulatorException Missing(string message) => new(404, message);
    internal static SimulatorException NotNow(string message) => new(409, message);
}
