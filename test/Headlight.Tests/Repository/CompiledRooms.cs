using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Headlight.Tests.Repository;

/// <summary>Uses between rooms as the compiled library shows them: every type a type refers to.</summary>
internal static class CompiledRooms
{
    public static IEnumerable<Use> Uses(
        ModuleDefinition module, IReadOnlyDictionary<string, string> rootTypes) =>
        from type in module.GetAllTypes()
        let room = RoomOf(type, rootTypes)
        where room is not null
        from used in References(type).SelectMany(Parts)
        let other = RoomOf(used, rootTypes)
        where other is not null && other != room
        select new Use(room, other, $"{type.FullName} uses {used.FullName}");

    private static string? RoomOf(TypeReference type, IReadOnlyDictionary<string, string> rootTypes)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }
        var parts = type.Namespace.Split('.');
        return parts[0] != "Headlight" || type.Scope is AssemblyNameReference ? null
            : parts.Length > 1 ? parts[1]
            : rootTypes.GetValueOrDefault(type.Name.Split('`')[0], Arrows.FrontDoor);
    }

    private static IEnumerable<TypeReference?> References(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(each => each.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. Attributes(type),
        .. type.GenericParameters.SelectMany(Constraints),
        .. type.Methods.SelectMany(References),
    ];

    private static IEnumerable<TypeReference?> References(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.GenericParameters.SelectMany(Constraints),
        .. Attributes(method),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.ExceptionHandlers.Select(handler => handler.CatchType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(References) : [],
    ];

    private static IEnumerable<TypeReference?> References(Instruction code) => code.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.Select(attribute => attribute.AttributeType);

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    // A type as written falls apart into the types it is made of: List<Token[]> into List and Token.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
