namespace SupportBot.Desk;

/// <summary>The secret with which links to files are signed, the same for every instance.</summary>
public interface IFileLinkKeys
{
    /// <summary>The key that is kept; where none is, this one from now on.</summary>
    /// <param name="otherwise">32 random bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<byte[]> GetOrKeepAsync(byte[] otherwise, CancellationToken cancellationToken);
}
