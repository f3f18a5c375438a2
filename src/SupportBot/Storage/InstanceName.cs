using System.Security.Cryptography;

namespace SupportBot.Storage;

/// <summary>Names this running instance of the bot: what it holds under a lease, and what it is still sending, is known by it.</summary>
/// <param name="Value">Different for every start, also of the same container.</param>
internal sealed record InstanceName(string Value)
{
    /// <summary>A name that no other instance has.</summary>
    public static InstanceName Random() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
}
