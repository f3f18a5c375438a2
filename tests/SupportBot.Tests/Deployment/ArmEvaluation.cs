using System.Globalization;
using Newtonsoft.Json.Linq;

namespace SupportBot.Tests.Deployment;

/// <summary>
/// Works a template's expressions out, with stand-ins for what only Azure knows, and remembers what they named. Both sides of
/// an <c>if</c> are worked out, so that a mistake in the one not taken is found as well.
/// </summary>
internal sealed class ArmEvaluation(JObject template, IReadOnlyDictionary<string, JToken> given)
{
    private readonly HashSet<string> underWay = [];

    /// <summary>The parameters that were asked for.</summary>
    public HashSet<string> Parameters { get; } = [];

    /// <summary>The variables that were asked for.</summary>
    public HashSet<string> Variables { get; } = [];

    /// <summary>The resources that were named or asked since this was last emptied.</summary>
    public HashSet<string> Resources { get; } = [];

    /// <summary>Whether something was asked of a deployed resource since this was last set.</summary>
    public bool HasAskedAzure { get; set; }

    /// <summary>The id of a resource: its types and names in turn.</summary>
    /// <exception cref="ArmException">Type and names do not fit.</exception>
    public static string Id(string type, IEnumerable<string> names)
    {
        var (types, all) = (type.Split('/'), names.SelectMany(name => name.Split('/')).ToArray());
        if (types.Length != all.Length + 1) throw new ArmException($"{type} wants {types.Length - 1} names, not \"{string.Join('/', all)}\"");
        return types[0] + string.Concat(types.Skip(1).Zip(all, (each, name) => $"/{each}/{name}"));
    }

    /// <summary>A token with all its expressions worked out, property names as well.</summary>
    public JToken Evaluate(JToken token) => token switch
    {
        JObject item => new JObject(item.Properties().Select(property => new JProperty(Value(property.Name).ToString(), Evaluate(property.Value)))),
        JArray items => new JArray(items.Select(Evaluate)),
        JValue { Value: string text } => Value(text),
        _ => token.DeepClone(),
    };

    private JToken Value(string text) => ArmExpression.Is(text) ? Value(ArmExpression.Parse(text)) : text;

    private JToken Value(ArmExpression expression) => expression switch
    {
        ArmExpression.Text text => text.Value,
        ArmExpression.Number number => number.Value,
        ArmExpression.Member member => (Value(member.Of) as JObject)?[member.Name] ?? throw new ArmException($"nothing has .{member.Name} here"),
        ArmExpression.Call call => Value(call.Function, [.. call.Arguments.Select(Value)]),
        _ => throw new ArmException("cannot be worked out"),
    };

    private JToken Value(string function, JToken[] values) => (function, values) switch
    {
        ("parameters", [var name]) => Parameter(name.ToString()),
        ("variables", [var name]) => Variable(name.ToString()),
        ("if", [var condition, var yes, var no]) => (bool)condition ? yes : no,
        ("equals", [var one, var other]) => JToken.DeepEquals(one, other),
        ("not", [var condition]) => !(bool)condition,
        ("format", [var pattern, .. var parts]) => string.Format(CultureInfo.InvariantCulture, pattern.ToString(), [.. parts.Select(part => part.ToString())]),
        ("union", _) => Union(values),
        ("createObject", _) => new JObject(values.Chunk(2).Select(pair => new JProperty(pair[0].ToString(), pair[1]))),
        ("resourceId", [var type, .. var names]) => ResourceId(type.ToString(), names),
        ("subscriptionResourceId", [var type, var name]) => $"/subscriptions/s/providers/{type}/{name}",
        ("reference", [var id]) => Deployed(id.ToString()),
        ("guid", [_, ..]) => "5b0e7c2a-3d57-4d9c-9d55-7e4f1c1b0a01",
        ("uniqueString", [_, ..]) => "abcdefghijklm",
        ("resourceGroup", []) => new JObject { ["id"] = "/subscriptions/s/resourceGroups/desk", ["location"] = "westeurope" },
        ("subscription", []) => new JObject { ["tenantId"] = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05" },
        _ => throw new ArmException($"{function}() with {values.Length} arguments is not known to these tests"),
    };

    private JToken Parameter(string name)
    {
        Parameters.Add(name);
        if (template["parameters"]?[name] is not { } declared) throw new ArmException($"parameter {name} is not declared");
        return given.GetValueOrDefault(name) ?? (declared["defaultValue"] is { } value ? Evaluate(value) : $"<{name}>");
    }

    private JToken Variable(string name)
    {
        Variables.Add(name);
        if (template["variables"]?[name] is not { } declared) throw new ArmException($"variable {name} is not declared");
        if (!underWay.Add(name)) throw new ArmException($"variable {name} leads back to itself");
        var value = Evaluate(declared);
        underWay.Remove(name);
        return value;
    }

    private string ResourceId(string type, JToken[] names)
    {
        var id = Id(type, names.Select(name => name.ToString()));
        Resources.Add(id);
        return id;
    }

    private JObject Deployed(string id)
    {
        HasAskedAzure = true;
        return new JObject
        {
            ["clientId"] = "c11e0000-0000-4000-8000-00000000c11e",
            ["principalId"] = $"principal of {id}",
            ["defaultHostName"] = "desk.azurewebsites.net",
            ["ConnectionString"] = "InstrumentationKey=00000000-0000-0000-0000-000000000000",
            ["primaryEndpoints"] = new JObject { ["table"] = "https://desk.table.core.windows.net/" },
        };
    }

    private static JObject Union(JToken[] values)
    {
        var all = new JObject();
        foreach (var value in values) all.Merge(value);
        return all;
    }
}
