namespace SupportBot.Storage;

/// <summary>Another turn has saved the same state since it was read. Nothing of this one's is stored: load again and run the turn again.</summary>
public sealed class StateConflictException : Exception
{
    /// <summary>The state with this key.</summary>
    public StateConflictException(string key)
        : base($"The state '{key}' was saved by another turn meanwhile.") => Key = key;

    /// <summary>The key that <c>IStorage</c> was given.</summary>
    public string Key { get; }
}
