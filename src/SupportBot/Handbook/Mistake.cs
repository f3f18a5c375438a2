namespace SupportBot.Handbook;

/// <summary>Something in a file of the handbook that is not as it must be.</summary>
/// <param name="File">The file, as the handbook calls it.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="What">What is wrong, and what to write instead.</param>
public sealed record Mistake(string File, int Line, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {What}";
}

/// <summary>A file of the handbook cannot be used. All of its mistakes are named at once.</summary>
public sealed class HandbookException(IReadOnlyList<Mistake> mistakes) : Exception(string.Join(Environment.NewLine, mistakes))
{
    /// <summary>The mistakes, in the order of the lines.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; } = mistakes;
}
