using System.Collections.Concurrent;
using System.Text;
using Newtonsoft.Json.Serialization;

namespace Microsoft.Bot.Builder;

/// <summary>
/// Type names as Newtonsoft writes them (<c>Type, Assembly</c>, without versions), each worked out once: its own way
/// goes through every name letter by letter at every object. Use it with full assembly format, which leaves names alone.
/// </summary>
internal sealed class TypeNames : ISerializationBinder
{
    private readonly DefaultSerializationBinder _default = new();
    private readonly ConcurrentDictionary<Type, string> _names = new();

    public Type BindToType(string assemblyName, string typeName) => _default.BindToType(assemblyName, typeName);

    public void BindToName(Type serializedType, out string assemblyName, out string typeName)
    {
        assemblyName = null;
        typeName = _names.GetOrAdd(serializedType, static type => Name(new StringBuilder(), type).ToString());
    }

    private static StringBuilder Name(StringBuilder name, Type type)
    {
        if (type.IsArray)
            return name.Append(type.AssemblyQualifiedName);
        if (type.IsConstructedGenericType)
        {
            name.Append(type.GetGenericTypeDefinition().FullName).Append('[');
            var arguments = type.GetGenericArguments();
            for (var i = 0; i < arguments.Length; i++)
                Name(name.Append(i == 0 ? "[" : ",["), arguments[i]).Append(']');
            name.Append(']');
        }
        else
        {
            name.Append(type.FullName);
        }

        return name.Append(", ").Append(type.Assembly.GetName().Name);
    }
}
