using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SupportBot.Tickets;

namespace SupportBot.Tests;

/// <summary>Holds the arrows between the rooms, as the compiled code has them: type references and members in IL, not <c>using</c> lines.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Domain = ["Handbook", "Customers", "Tickets", "Diagnosis", "Desk", "Escalation", "Notifications"];

    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Customers"] = [],
        ["Tickets"] = [],
        ["Handbook"] = [],
        ["Diagnosis"] = ["Handbook"],
        ["Escalation"] = ["Handbook", "Customers", "Tickets"],
        ["Resources"] = [],
        ["Desk"] = ["Customers", "Tickets"],
        ["Notifications"] = ["Customers", "Tickets"],
        ["Cards"] = ["Customers", "Tickets", "Diagnosis", "Desk", "Escalation", "Notifications", "Resources", "Handbook"],
        ["Dialogs"] = ["Cards", "Customers", "Tickets", "Diagnosis", "Desk", "Escalation", "Notifications", "Resources", "Handbook"],
        ["Storage"] = ["Customers", "Tickets", "Diagnosis", "Desk", "Escalation", "Notifications"],
        ["Teams"] = ["Storage", "Dialogs", "Cards", "Customers", "Tickets", "Diagnosis", "Desk", "Escalation", "Notifications", "Resources", "Handbook"],
    };

    [Fact]
    public void Every_arrow_between_rooms_is_one_that_the_design_draws()
    {
        var forbidden = Arrows().Where(arrow => !MayKnow[arrow.From].Contains(arrow.To)).Select(arrow => $"{arrow.From} -> {arrow.To} ({arrow.Type})").Distinct().Order();

        Assert.Empty(forbidden);
    }

    [Fact]
    public void Every_room_is_one_that_the_design_knows() => Assert.Subset(
        MayKnow.Keys.ToHashSet(), Types().Select(type => type.Room).OfType<string>().ToHashSet());

    [Fact]
    public void Domain_rooms_hold_no_type_of_the_four_packages()
    {
        var held = Types().Where(type => type.Room is { } room && Domain.Contains(room))
            .SelectMany(type => type.Names.Where(name => name.StartsWith("Microsoft.Bot", StringComparison.Ordinal) || name.StartsWith("AdaptiveCards", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal))
                .Select(name => $"{type.Name} names {name}"));

        Assert.Empty(held);
    }

    [Theory]
    [InlineData("Azure.Data.Tables", "Storage")]
    [InlineData("Microsoft.Bot.Builder.Integration.AspNet.Core", "Teams")]
    [InlineData("Microsoft.Bot.Connector", "Teams")]
    [InlineData("AdaptiveCards", "Cards")]
    public void A_package_is_named_in_its_own_room_only(string package, string room)
    {
        var elsewhere = Types().Where(type => type.Room is not null && type.Room != room && type.Names.Any(name => name.StartsWith(package + ".", StringComparison.Ordinal)));

        Assert.Empty(elsewhere.Select(type => type.Name));
    }

    private static IEnumerable<(string From, string To, string Type)> Arrows() =>
        from type in Types()
        where type.Room is not null
        from name in type.Names
        let to = RoomOf(name)
        where to is not null && to != type.Room
        select (type.Room!, to, $"{type.Name} names {name}");

    private static string? RoomOf(string fullName)
    {
        var parts = fullName.Split('.');
        return parts is ["SupportBot", var room, _, ..] ? room : null;
    }

    private static List<(string Name, string? Room, HashSet<string> Names)> Types()
    {
        using var file = File.OpenRead(typeof(Ticket).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var types = new List<(string, string?, HashSet<string>)>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var outermost = Outermost(metadata, handle);
            var name = NameOf(metadata, outermost);
            var names = new TypeNames(metadata);
            names.Read(image, metadata.GetTypeDefinition(handle));
            types.Add((name, RoomOf(name), names.Found));
        }

        return types;
    }

    private static TypeDefinitionHandle Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer) handle = outer;
        return handle;
    }

    private static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    /// <summary>Collects every type that a type names: in its bases, fields, signatures, and in the bodies of its methods.</summary>
    private sealed class TypeNames(MetadataReader metadata) : ISignatureTypeProvider<int, int>
    {
        public HashSet<string> Found { get; } = new(StringComparer.Ordinal);

        public void Read(PEReader image, TypeDefinition type)
        {
            Add(type.BaseType);
            foreach (var implemented in type.GetInterfaceImplementations()) Add(metadata.GetInterfaceImplementation(implemented).Interface);
            foreach (var field in type.GetFields()) metadata.GetFieldDefinition(field).DecodeSignature(this, 0);
            foreach (var handle in type.GetMethods())
            {
                var method = metadata.GetMethodDefinition(handle);
                method.DecodeSignature(this, 0);
                if (method.RelativeVirtualAddress == 0) continue;
                var body = image.GetMethodBody(method.RelativeVirtualAddress);
                if (!body.LocalSignature.IsNil) metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, 0);
                ReadTokens(body.GetILReader());
            }
        }

        private void ReadTokens(BlobReader il)
        {
            while (il.RemainingBytes > 0)
            {
                var opcode = (int)il.ReadByte();
                if (opcode == 0xFE) opcode = 0xFE00 | il.ReadByte();
                var operand = OperandOf((ILOpCode)opcode);
                if (operand == Operand.Token) Add(System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(il.ReadInt32()));
                else if (operand == Operand.Switch)
                {
                    var cases = il.ReadInt32();
                    il.Offset += cases * 4;
                }
                else il.Offset += (int)operand;
            }
        }

        private enum Operand { None = 0, One = 1, Two = 2, Four = 4, Eight = 8, Token = 100, Switch = 101 }

        private static Operand OperandOf(ILOpCode opcode) => opcode switch
        {
            ILOpCode.Switch => Operand.Switch,
            ILOpCode.Ldstr => Operand.Four,
            ILOpCode.Ldc_i4 or ILOpCode.Ldc_r4 => Operand.Four,
            ILOpCode.Ldc_i8 or ILOpCode.Ldc_r8 => Operand.Eight,
            ILOpCode.Ldarg or ILOpCode.Ldarga or ILOpCode.Starg or ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc => Operand.Two,
            ILOpCode.Ldarg_s or ILOpCode.Ldarga_s or ILOpCode.Starg_s or ILOpCode.Ldloc_s or ILOpCode.Ldloca_s or ILOpCode.Stloc_s
                or ILOpCode.Ldc_i4_s or ILOpCode.Unaligned => Operand.One,
            >= ILOpCode.Br_s and <= ILOpCode.Blt_un_s => Operand.One,
            >= ILOpCode.Br and <= ILOpCode.Blt_un => Operand.Four,
            ILOpCode.Leave => Operand.Four,
            ILOpCode.Leave_s => Operand.One,
            ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Cpobj or ILOpCode.Ldobj or ILOpCode.Castclass
                or ILOpCode.Isinst or ILOpCode.Unbox or ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda
                or ILOpCode.Stsfld or ILOpCode.Stobj or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldelema or ILOpCode.Ldelem or ILOpCode.Stelem
                or ILOpCode.Unbox_any or ILOpCode.Refanyval or ILOpCode.Mkrefany or ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Ldvirtftn
                or ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof => Operand.Token,
            ILOpCode.Calli => Operand.Four,
            _ => Operand.None,
        };

        private void Add(EntityHandle handle)
        {
            if (handle.IsNil) return;
            switch (handle.Kind)
            {
                case HandleKind.TypeReference:
                    var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
                    if (reference.ResolutionScope.Kind is HandleKind.TypeReference) Add(reference.ResolutionScope);
                    else Found.Add($"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}");
                    break;
                case HandleKind.TypeDefinition:
                    Found.Add(NameOf(metadata, Outermost(metadata, (TypeDefinitionHandle)handle)));
                    break;
                case HandleKind.TypeSpecification:
                    metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, 0);
                    break;
                case HandleKind.MemberReference:
                    var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                    Add(member.Parent);
                    if (member.GetKind() is MemberReferenceKind.Method) member.DecodeMethodSignature(this, 0);
                    else member.DecodeFieldSignature(this, 0);
                    break;
                case HandleKind.MethodSpecification:
                    var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Add(generic.Method);
                    generic.DecodeSignature(this, 0);
                    break;
                case HandleKind.MethodDefinition:
                    Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.FieldDefinition:
                    Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                    break;
            }
        }

        int ISimpleTypeProvider<int>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Note(handle);

        int ISimpleTypeProvider<int>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Note(handle);

        int ISignatureTypeProvider<int, int>.GetTypeFromSpecification(MetadataReader reader, int genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Note(handle);

        int ISimpleTypeProvider<int>.GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

        int IConstructedTypeProvider<int>.GetArrayType(int elementType, ArrayShape shape) => 0;

        int IConstructedTypeProvider<int>.GetByReferenceType(int elementType) => 0;

        int ISignatureTypeProvider<int, int>.GetFunctionPointerType(MethodSignature<int> signature) => 0;

        int IConstructedTypeProvider<int>.GetGenericInstantiation(int genericType, System.Collections.Immutable.ImmutableArray<int> typeArguments) => 0;

        int ISignatureTypeProvider<int, int>.GetGenericMethodParameter(int genericContext, int index) => 0;

        int ISignatureTypeProvider<int, int>.GetGenericTypeParameter(int genericContext, int index) => 0;

        int ISignatureTypeProvider<int, int>.GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;

        int ISignatureTypeProvider<int, int>.GetPinnedType(int elementType) => 0;

        int IConstructedTypeProvider<int>.GetPointerType(int elementType) => 0;

        int ISZArrayTypeProvider<int>.GetSZArrayType(int elementType) => 0;

        private int Note(EntityHandle handle)
        {
            Add(handle);
            return 0;
        }
    }
}
