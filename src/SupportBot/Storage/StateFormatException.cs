namespace SupportBot.Storage;

/// <summary>
/// A state holds what may not be stored or read: a type that is not on the allow-list, a property name that steers the
/// reading of JSON, or nesting deeper than 64. Nothing was stored, and nothing of a foreign type was made.
/// </summary>
public sealed class StateFormatException : Exception
{
    /// <summary>What is at fault.</summary>
    public StateFormatException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
