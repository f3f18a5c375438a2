using System.Security.Cryptography;
using SupportBot.Dialogs;

namespace SupportBot.Teams;

/// <summary>Nonces of 96 random bits.</summary>
internal sealed class RandomNonces : INonces
{
    public string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
