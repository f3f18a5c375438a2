using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SupportBot.Sdk.Tests;

/// <summary>Reads from a compiled assembly which types of other assemblies it names, wherever it names them.</summary>
internal static class TypeReferences
{
    /// <returns>The name of the other assembly and the type's full name, <c>+</c> before a nested type.</returns>
    public static IEnumerable<(string Assembly, string Type)> Of(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(handle => Read(metadata, handle)).OfType<(string, string)>()];
    }

    private static (string Assembly, string Type)? Read(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var reference = metadata.GetTypeReference(handle);
        var name = metadata.GetString(reference.Name);
        switch (reference.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                return Read(metadata, (TypeReferenceHandle)reference.ResolutionScope) is { } outer ? (outer.Assembly, $"{outer.Type}+{name}") : null;
            case HandleKind.AssemblyReference:
                var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope);
                return (metadata.GetString(assembly.Name), $"{metadata.GetString(reference.Namespace)}.{name}");
            default:
                return null;
        }
    }
}
