using System.Reflection;

namespace SupportBot.Sdk.Tests;

/// <summary>The types that whoever uses a type has to know: its bases, interfaces and attributes, and those in the signatures of its public and protected members.</summary>
internal static class Signatures
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> Of(Type type) => Named(type).SelectMany(Parts);

    private static IEnumerable<Type> Named(Type type)
    {
        if (type.BaseType is { } parent) yield return parent;
        if (type.DeclaringType is { } outer) yield return outer;
        foreach (var implemented in type.GetInterfaces()) yield return implemented;
        foreach (var named in Attributes(type).Concat(Constraints(type.GetGenericArguments()))) yield return named;
        foreach (var member in type.GetMembers(Declared).Where(IsSeen))
        {
            foreach (var named in Attributes(member).Concat(Of(member))) yield return named;
        }
    }

    private static IEnumerable<Type> Of(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        EventInfo happening => [happening.EventHandlerType!],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType), .. Constraints(method.GetGenericArguments())],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        _ => [],
    };

    private static bool IsSeen(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsSeen),
        EventInfo happening => IsSeen(happening.AddMethod!),
        _ => false,
    };

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData().Select(attribute => attribute.AttributeType);

    private static IEnumerable<Type> Constraints(Type[] arguments) =>
        arguments.Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints());

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        return type.IsGenericType && !type.IsGenericTypeDefinition ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }
}
