namespace SupportBot.Storage;

/// <summary>A type that conversation state may hold as itself. The rooms' own types are registered as services of this type.</summary>
/// <param name="Name">What is stored in the type's place. It never changes, whatever becomes of the type's own name.</param>
/// <param name="Type">The type.</param>
public sealed record StateType(string Name, Type Type);
