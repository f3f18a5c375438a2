using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using SupportBot.Teams;

namespace SupportBot.Tests.Deployment;

/// <summary>What can be said of the deployment template without Azure.</summary>
internal sealed partial class DeploymentTemplate
{
    // Storage Table Data Contributor, from Azure's list of built-in roles.
    private const string TableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";

    // What App Service, ASP.NET Core and Azure.Identity read, and not the bot.
    private static readonly string[] OfThePlatform =
        ["ASPNETCORE_ENVIRONMENT", "AZURE_CLIENT_ID", "APPLICATIONINSIGHTS_CONNECTION_STRING", "ApplicationInsightsAgent_EXTENSION_VERSION"];

    // Read by the bot or its SDK, and absent from appsettings.sample.json.
    private static readonly string[] NotInTheSample = ["ChannelService"];

    private readonly JObject template;
    private readonly JObject file;
    private readonly List<string> problems = [];

    public DeploymentTemplate(string template, string parameters)
    {
        this.template = JObject.Parse(template);
        file = (JObject)JObject.Parse(parameters)["parameters"]!;
    }

    private JObject Declared => (JObject)template["parameters"]!;

    /// <summary>What a person must type, by the parameters file.</summary>
    public IEnumerable<string> ToBeTyped => file.Properties().Where(given => given.Value["value"]?.ToString() is "").Select(given => given.Name);

    /// <summary>What is wrong, each named; empty where nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        problems.Clear();
        CheckParameters();
        CheckParametersFile();
        CheckSecrets();
        var evaluation = Evaluation("SingleTenant", "Commercial");
        var resources = CheckResources(evaluation);
        CheckEarlyExpressions(evaluation);
        CheckUse(evaluation);
        if (problems.Count > 0) return problems;

        CheckStorage(resources);
        CheckRole(resources);
        CheckWebApp(resources);
        CheckSettings();
        return problems;
    }

    /// <summary>The bot's settings, as the template gives them for one kind of registration in one cloud.</summary>
    public IReadOnlyDictionary<string, string?> Settings(string botKind, string cloud)
    {
        var config = template["resources"]!.Single(resource => (string?)resource["type"] == "Microsoft.Web/sites/config");
        var settings = (JObject)Evaluation(botKind, cloud).Evaluate(config["properties"]!);
        return settings.Properties().ToDictionary(setting => setting.Name, setting => (string?)setting.Value);
    }

    /// <summary>A resource with its expressions worked out; null where the template creates none of that type.</summary>
    public JObject? Created(string type, string botKind, string cloud)
    {
        var resource = (JObject)template["resources"]!.Single(each => (string?)each["type"] == type);
        var created = (JObject)Evaluation(botKind, cloud).Evaluate(resource);
        return created["condition"] is { } condition && !(bool)condition ? null : created;
    }

    private ArmEvaluation Evaluation(string botKind, string cloud) => new(template, new Dictionary<string, JToken>
    {
        ["botKind"] = botKind,
        ["cloud"] = cloud,
        ["botAppId"] = "a99e0000-0000-4000-8000-00000000a99e",
        ["botAppPassword"] = "the secret",
    });

    private void CheckParameters()
    {
        foreach (var (name, parameter) in Declared)
        {
            if (string.IsNullOrWhiteSpace((string?)parameter!["metadata"]?["description"])) problems.Add($"parameter {name} has no description");
            if (parameter["defaultValue"] is { } value) CheckAllowed(name, value);
        }
    }

    private void CheckParametersFile()
    {
        foreach (var (name, given) in file)
        {
            if (!Declared.ContainsKey(name)) problems.Add($"the parameters file gives {name}, which is not declared");
            else if (given!["value"] is { } value) CheckAllowed(name, value);
        }

        foreach (var (name, parameter) in Declared)
            if (parameter!["defaultValue"] is null && !file.ContainsKey(name)) problems.Add($"the parameters file does not give {name}, which has no default");
    }

    private void CheckAllowed(string name, JToken value)
    {
        if (Declared[name]!["allowedValues"] is JArray allowed && !allowed.Any(each => JToken.DeepEquals(each, value)))
            problems.Add($"parameter {name} may not be {value}");
    }

    private void CheckSecrets()
    {
        foreach (var (name, parameter) in Declared)
        {
            if (((string?)parameter!["type"])?.StartsWith("secure", StringComparison.OrdinalIgnoreCase) is not true)
            {
                if (Secret().IsMatch(name)) problems.Add($"parameter {name} is a secret and not secure");
                continue;
            }

            if (parameter["defaultValue"] is not null) problems.Add($"secret {name} has a default");
            if (file[name]?["value"]?.ToString() is { Length: > 0 }) problems.Add($"secret {name} is in the parameters file");
            foreach (var place in new[] { "variables", "outputs" })
                if (Texts(template[place]).Any(text => text.Contains($"parameters('{name}')", StringComparison.Ordinal))) problems.Add($"secret {name} is in the {place}");
        }
    }

    private List<JObject> CheckResources(ArmEvaluation evaluation)
    {
        var resources = new Dictionary<string, (JObject Resource, HashSet<string> Named, HashSet<string> DependsOn)>();
        foreach (var resource in template["resources"]!.Cast<JObject>())
        {
            var place = $"resource {resource["type"]} {resource["name"]}";
            var missing = new[] { "type", "apiVersion", "name" }.Where(needed => string.IsNullOrEmpty((string?)resource[needed])).ToList();
            problems.AddRange(missing.Select(needed => $"{place} has no {needed}"));
            if (missing.Count > 0) continue;
            if (!ApiVersion().IsMatch(resource["apiVersion"]!.ToString())) problems.Add($"{place} has the apiVersion {resource["apiVersion"]}, which is none");
            Try(place, () =>
            {
                evaluation.HasAskedAzure = false;
                foreach (var early in new[] { "name", "scope", "condition" })
                    if (resource[early] is { } expression) evaluation.Evaluate(expression);
                if (evaluation.HasAskedAzure) problems.Add($"{place} asks a deployed resource before anything is deployed");

                evaluation.Resources.Clear();
                evaluation.Evaluate(resource["dependsOn"] ?? new JArray());
                var dependsOn = evaluation.Resources.ToHashSet();
                evaluation.Resources.Clear();
                var whole = (JObject)evaluation.Evaluate(resource);
                var id = ArmEvaluation.Id(whole["type"]!.ToString(), [whole["name"]!.ToString()]);
                if (!resources.TryAdd(id, (whole, evaluation.Resources.ToHashSet(), dependsOn))) problems.Add($"{place} is there twice");
            });
        }

        foreach (var (id, (_, named, dependsOn)) in resources)
        {
            foreach (var other in named.Where(other => !resources.ContainsKey(other))) problems.Add($"{id} names {other}, which the template does not declare");
            var parent = string.Join('/', id.Split('/')[..^2]);
            var needed = resources.ContainsKey(parent) ? named.Append(parent) : named;
            foreach (var other in needed.Distinct().Where(other => !dependsOn.Contains(other))) problems.Add($"{id} needs {other} and does not depend on it");
        }

        evaluation.Resources.Clear();
        foreach (var (name, output) in (JObject)template["outputs"]!) Try($"output {name}", () => evaluation.Evaluate(output!));
        foreach (var other in evaluation.Resources.Where(other => !resources.ContainsKey(other))) problems.Add($"the outputs name {other}, which the template does not declare");
        return [.. resources.Values.Select(each => each.Resource)];
    }

    private void CheckEarlyExpressions(ArmEvaluation evaluation)
    {
        foreach (var (kind, name, value) in Declared.Properties().Select(each => ("parameter", each.Name, each.Value["defaultValue"]))
            .Concat(((JObject)template["variables"]!).Properties().Select(each => ("variable", each.Name, (JToken?)each.Value))))
        {
            evaluation.HasAskedAzure = false;
            if (value is not null) Try($"{kind} {name}", () => evaluation.Evaluate(value));
            if (evaluation.HasAskedAzure) problems.Add($"{kind} {name} asks a deployed resource before anything is deployed");
        }
    }

    private void CheckUse(ArmEvaluation evaluation)
    {
        foreach (var name in Declared.Properties().Select(each => each.Name).Except(evaluation.Parameters)) problems.Add($"parameter {name} is not used");
        foreach (var name in ((JObject)template["variables"]!).Properties().Select(each => each.Name).Except(evaluation.Variables)) problems.Add($"variable {name} is not used");
    }

    private void CheckStorage(List<JObject> resources)
    {
        var account = Only(resources, "Microsoft.Storage/storageAccounts");
        Expect(account, "kind", "StorageV2");
        Expect(account, "properties.allowSharedKeyAccess", false);
        Expect(account, "properties.allowBlobPublicAccess", false);
        Expect(account, "properties.minimumTlsVersion", "TLS1_2");
        Expect(account, "properties.supportsHttpsTrafficOnly", true);
    }

    private void CheckRole(List<JObject> resources)
    {
        var (role, account) = (Only(resources, "Microsoft.Authorization/roleAssignments"), Only(resources, "Microsoft.Storage/storageAccounts"));
        var identity = ArmEvaluation.Id("Microsoft.ManagedIdentity/userAssignedIdentities", [Only(resources, "Microsoft.ManagedIdentity/userAssignedIdentities")["name"]!.ToString()]);
        Expect(role, "scope", ArmEvaluation.Id("Microsoft.Storage/storageAccounts", [account["name"]!.ToString()]));
        Expect(role, "properties.roleDefinitionId", $"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/{TableDataContributor}");
        Expect(role, "properties.principalId", $"principal of {identity}");
        Expect(role, "properties.principalType", "ServicePrincipal");
        if (Only(resources, "Microsoft.Web/sites")["identity"]?["userAssignedIdentities"]?[identity] is null) problems.Add("the web app does not have the identity that may reach the tables");
    }

    private void CheckWebApp(List<JObject> resources)
    {
        var app = Only(resources, "Microsoft.Web/sites");
        Expect(app, "properties.httpsOnly", true);
        Expect(app, "properties.siteConfig.alwaysOn", true);
        Expect(app, "properties.siteConfig.http20Enabled", true);
        Expect(app, "properties.siteConfig.minTlsVersion", "1.2");
        Expect(app, "properties.siteConfig.ftpsState", "Disabled");
        Expect(app, "properties.siteConfig.linuxFxVersion", "DOTNETCORE|" + Framework().Match(Source("Directory.Build.props")).Groups[1].Value);

        var paths = Endpoint().Matches(Source("src", "SupportBot", "Program.cs")).Select(match => match.Groups[1].Value).ToList();
        var path = (string?)app.SelectToken("properties.siteConfig.healthCheckPath");
        if (!paths.Contains(path ?? "")) problems.Add($"the health check asks for {path}; the bot answers {string.Join(" and ", paths)}");

        var endpoint = (string?)Only(resources, "Microsoft.BotService/botServices").SelectToken("properties.endpoint");
        if (endpoint?.EndsWith(MessagesEndpoint.Path, StringComparison.Ordinal) is not true) problems.Add($"the messaging endpoint is {endpoint}; the bot listens at {MessagesEndpoint.Path}");
    }

    private void CheckSettings()
    {
        var known = JObject.Parse(Source("appsettings.sample.json")).Descendants().OfType<JValue>()
            .Select(value => Index().Replace(value.Path, "__$1").Replace(".", "__", StringComparison.Ordinal))
            .Concat(OfThePlatform).Concat(NotInTheSample).ToHashSet(StringComparer.Ordinal);
        var kinds = Declared["botKind"]!["allowedValues"]!.Select(kind => kind.ToString());
        var clouds = Declared["cloud"]!["allowedValues"]!.Select(cloud => cloud.ToString()).ToList();
        foreach (var name in kinds.SelectMany(kind => clouds.SelectMany(cloud => Settings(kind, cloud).Keys)).Distinct().Where(name => !known.Contains(name)))
            problems.Add($"the bot knows no setting {name}");
    }

    private void Expect(JObject resource, string path, JToken expected)
    {
        var value = resource.SelectToken(path);
        if (!JToken.DeepEquals(value, expected)) problems.Add($"{resource["type"]}: {path} is {value ?? "missing"}, not {expected}");
    }

    private void Try(string place, Action check)
    {
        try
        {
            check();
        }
        catch (ArmException exception)
        {
            problems.Add($"{place}: {exception.Message}");
        }
    }

    private static JObject Only(List<JObject> resources, string type) => resources.Single(resource => (string?)resource["type"] == type);

    private static IEnumerable<string> Texts(JToken? token) =>
        (token as JContainer)?.Descendants().OfType<JValue>().Select(value => value.ToString(CultureInfo.InvariantCulture)) ?? [];

    private static string Source(params string[] parts) => File.ReadAllText(Repository.Path(parts));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d(-preview)?$")]
    private static partial Regex ApiVersion();

    [GeneratedRegex("password|secret", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex("<TargetFramework>net([0-9.]+)<")]
    private static partial Regex Framework();

    [GeneratedRegex("MapGet\\(\"([^\"]+)\"")]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Index();
}
