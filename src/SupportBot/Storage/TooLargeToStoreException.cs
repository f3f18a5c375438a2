namespace SupportBot.Storage;

/// <summary>Something is larger than Azure Tables can keep in one property, one row or one transaction. Nothing of it was sent.</summary>
public sealed class TooLargeToStoreException : Exception
{
    /// <summary>What is too large, and how large it may be.</summary>
    public TooLargeToStoreException(string message)
        : base(message)
    {
    }
}
