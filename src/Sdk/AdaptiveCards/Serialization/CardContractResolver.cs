using System.Collections;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace AdaptiveCards.Serialization;

/// <summary>
/// The contracts of this library's types: camel case, defaults and empty lists left out unless required.
/// Foreign types (what an action carries as data) keep their own.
/// </summary>
internal sealed class CardContractResolver : DefaultContractResolver
{
    private static readonly CamelCaseNamingStrategy _camelCase = new();

    protected override JsonConverter ResolveContractConverter(Type objectType)
    {
        if (typeof(AdaptiveTypedElement).IsAssignableFrom(objectType))
            return TypedElementReader.Instance;
        if (typeof(AdaptiveInline).IsAssignableFrom(objectType))
            return InlineReader.Instance;
        if (objectType.IsEnum && IsOurs(objectType))
            return new CamelCaseEnumConverter(objectType);
        return base.ResolveContractConverter(objectType);
    }

    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (!IsOurs(member.DeclaringType))
            return property;

        property.PropertyName = _camelCase.GetPropertyName(property.PropertyName, hasSpecifiedName: false);
        if (property.Required == Required.Always)
            return property;

        property.DefaultValueHandling = DefaultValueHandling.Ignore;
        if (typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
            property.ShouldSerialize ??= owner => property.ValueProvider.GetValue(owner) is not ICollection { Count: 0 };
        return property;
    }

    private static bool IsOurs(Type type) => type.Assembly == typeof(CardContractResolver).Assembly;
}
