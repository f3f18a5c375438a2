using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace SupportBot.Tests.Deployment;

/// <summary>The deployment template against itself and against the bot; nothing here has seen Azure.</summary>
public sealed class DeploymentTemplateTests
{
    private static readonly string Template = File.ReadAllText(Repository.Path("deploymentTemplates", "azuredeploy.json"));

    private static readonly string Parameters = File.ReadAllText(Repository.Path("deploymentTemplates", "azuredeploy.parameters.json"));

    [Fact]
    public void The_template_holds_together() => Assert.Empty(new DeploymentTemplate(Template, Parameters).Problems());

    [Theory]
    [InlineData("\"apiVersion\": \"2023-01-31\",", "", "userAssignedIdentities [variables('identityName')] has no apiVersion")]
    [InlineData("\"apiVersion\": \"2023-01-31\"", "\"apiVersion\": \"latest\"", "the apiVersion latest, which is none")]
    [InlineData("\"name\": \"[variables('planName')]\",", "", "Microsoft.Web/serverfarms  has no name")]
    [InlineData("\"type\": \"Microsoft.OperationalInsights/workspaces\"", "\"type\": \"\"", "has no type")]
    [InlineData("\"[parameters('planSku')]\"", "\"[parameters('plan')]\"", "parameter plan is not declared")]
    [InlineData("\"[parameters('planSku')]\"", "\"B1\"", "parameter planSku is not used")]
    [InlineData("\"variables\": {", "\"variables\": { \"spare\": 1,", "variable spare is not used")]
    [InlineData("\"name\": \"[variables('workspaceName')]\"", "\"name\": \"[variables('workspace')]\"", "variable workspace is not declared")]
    [InlineData("\"[format('{0}-plan', parameters('webAppName'))]\"", "\"[variables('planName')]\"", "variable planName leads back to itself")]
    [InlineData("\"[format('{0}-plan', parameters('webAppName'))]\"", "\"[reference(parameters('webAppName')).clientId]\"", "variable planName asks a deployed resource")]
    [InlineData("\"serverFarmId\": \"[resourceId('Microsoft.Web/serverfarms', variables('planName'))]\"", "\"serverFarmId\": \"[resourceId('Microsoft.Web/serverfarms', 'mine')]\"", "names Microsoft.Web/serverfarms/mine, which the template does not declare")]
    [InlineData("\"serverFarmId\": \"[resourceId('Microsoft.Web/serverfarms', variables('planName'))]\"", "\"serverFarmId\": \"[resourceId('Microsoft.Web/serverfarms')]\"", "Microsoft.Web/serverfarms wants 1 names")]
    [InlineData("\"serverFarmId\": \"[resourceId('Microsoft.Web/serverfarms', variables('planName'))]\"", "\"serverFarmId\": \"[resourceId('Microsoft.Web/serverfarms', variables('planName')]\"", "lacks )")]
    [InlineData("\"dependsOn\": [\n        \"[resourceId('Microsoft.BotService/botServices', parameters('webAppName'))]\"\n      ],", "", "channels/MsTeamsChannel needs Microsoft.BotService/botServices/supportbot-abcdefghijklm and does not depend on it")]
    [InlineData("\"[resourceId('Microsoft.Web/sites', parameters('webAppName'))]\",\n        \"[resourceId('Microsoft.OperationalInsights/workspaces', variables('workspaceName'))]\"", "\"[resourceId('Microsoft.Web/sites', parameters('webAppName'))]\"", "needs Microsoft.OperationalInsights/workspaces/supportbot-abcdefghijklm-logs and does not depend on it")]
    [InlineData("\"name\": \"console\"", "\"name\": \"[reference(variables('planName')).clientId]\"", "asks a deployed resource before anything is deployed")]
    [InlineData("\"value\": \"[variables('appInsightsName')]\"", "\"value\": \"[resourceId('Microsoft.Web/sites', 'mine')]\"", "the outputs name Microsoft.Web/sites/mine")]
    [InlineData("\"value\": \"[variables('appInsightsName')]\"", "\"value\": \"[parameters('botAppPassword')]\"", "secret botAppPassword is in the outputs")]
    [InlineData("\"MicrosoftAppType\": \"[parameters('botKind')]\"", "\"MicrosoftAppType\": \"[parameters('botAppPassword')]\"", "secret botAppPassword is in the variables")]
    [InlineData("\"type\": \"securestring\",", "\"type\": \"securestring\", \"defaultValue\": \"\",", "secret botAppPassword has a default")]
    [InlineData("\"type\": \"securestring\",", "\"type\": \"string\",", "parameter botAppPassword is a secret and not secure")]
    [InlineData("\"defaultValue\": \"B1\"", "\"defaultValue\": \"F1\"", "parameter planSku may not be F1")]
    [InlineData("\"description\": \"Your company's name, as your customers know it.\"", "\"description\": \"\"", "parameter partnerName has no description")]
    [InlineData("\"allowSharedKeyAccess\": false", "\"allowSharedKeyAccess\": true", "allowSharedKeyAccess is True, not False")]
    [InlineData("\"allowBlobPublicAccess\": false", "\"allowBlobPublicAccess\": true", "allowBlobPublicAccess is True, not False")]
    [InlineData("\"TLS1_2\"", "\"TLS1_0\"", "minimumTlsVersion is TLS1_0")]
    [InlineData("\"supportsHttpsTrafficOnly\": true", "\"supportsHttpsTrafficOnly\": false", "supportsHttpsTrafficOnly is False")]
    [InlineData("\"scope\": \"[resourceId('Microsoft.Storage/storageAccounts', parameters('storageAccountName'))]\",", "", "scope is missing")]
    [InlineData("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "properties.roleDefinitionId is")]
    [InlineData("\"principalType\": \"ServicePrincipal\"", "\"principalType\": \"User\"", "properties.principalType is User")]
    [InlineData("\"[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', variables('identityName'))]\": {}", "\"mine\": {}", "the web app does not have the identity")]
    [InlineData("\"healthCheckPath\": \"/health/ready\"", "\"healthCheckPath\": \"/health\"", "the health check asks for /health;")]
    [InlineData("\"httpsOnly\": true", "\"httpsOnly\": false", "properties.httpsOnly is False")]
    [InlineData("\"alwaysOn\": true", "\"alwaysOn\": false", "alwaysOn is False")]
    [InlineData("\"http20Enabled\": true", "\"http20Enabled\": false", "http20Enabled is False")]
    [InlineData("\"minTlsVersion\": \"1.2\"", "\"minTlsVersion\": \"1.0\"", "minTlsVersion is 1.0")]
    [InlineData("\"ftpsState\": \"Disabled\"", "\"ftpsState\": \"AllAllowed\"", "ftpsState is AllAllowed")]
    [InlineData("DOTNETCORE|10.0", "DOTNETCORE|8.0", "linuxFxVersion is DOTNETCORE|8.0, not DOTNETCORE|10.0")]
    [InlineData("\"endpoint\": \"[format('https://{0}/api/messages'", "\"endpoint\": \"[format('https://{0}/messages'", "the messaging endpoint is https://desk.azurewebsites.net/messages")]
    [InlineData("\"Partner__Contact\"", "\"Partner__Mail\"", "the bot knows no setting Partner__Mail")]
    [InlineData("'Storage__AccountUri'", "'Storage__Account'", "the bot knows no setting Storage__Account")]
    [InlineData("\"ChannelService\"", "\"Channel\"", "the bot knows no setting Channel")]
    public void Damage_to_the_template_is_named(string text, string inItsPlace, string problem)
    {
        Assert.Contains(text, Template, StringComparison.Ordinal);
        var damaged = new DeploymentTemplate(Template.Replace(text, inItsPlace, StringComparison.Ordinal), Parameters);

        Assert.Contains(damaged.Problems(), each => each.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"operator\": { \"value\": \"\" },", "", "does not give operator, which has no default")]
    [InlineData("\"operator\"", "\"operators\"", "gives operators, which is not declared")]
    [InlineData("\"Commercial\"", "\"Gcc\"", "parameter cloud may not be Gcc")]
    [InlineData("\"botAppPassword\": { \"value\": \"\" }", "\"botAppPassword\": { \"value\": \"s3cret\" }", "secret botAppPassword is in the parameters file")]
    public void Damage_to_the_parameters_file_is_named(string text, string inItsPlace, string problem)
    {
        Assert.Contains(text, Parameters, StringComparison.Ordinal);
        var damaged = new DeploymentTemplate(Template, Parameters.Replace(text, inItsPlace, StringComparison.Ordinal));

        Assert.Contains(damaged.Problems(), each => each.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_person_types_five_values() =>
        Assert.Equal(["botAppId", "botAppPassword", "partnerName", "partnerContact", "operator"], new DeploymentTemplate(Template, Parameters).ToBeTyped);

    [Fact]
    public void The_operators_guide_counts_what_a_person_types()
    {
        var guide = File.ReadAllText(Repository.Path("docs", "operators-guide.md"));
        var typed = guide.Split('\n').Where(line => line.Length > 2 && line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])).ToList();

        Assert.InRange(typed.Count, 1, 6);
        foreach (var (name, line) in new DeploymentTemplate(Template, Parameters).ToBeTyped.Zip(typed)) Assert.EndsWith($"| `{name}` |", line, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(KindsAndClouds))]
    public void The_bot_can_start_with_the_settings_that_the_template_gives(string botKind, string cloud)
    {
        var given = new Dictionary<string, string?>(new DeploymentTemplate(Template, Parameters).Settings(botKind, cloud));
        given["Desk__Operators__0"] = "lea@contoso.example";
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(given.Select(each => KeyValuePair.Create(each.Key.Replace("__", ":", StringComparison.Ordinal), each.Value))).Build();

        Assert.Empty(Settings.Read(configuration, new HostingEnvironment { EnvironmentName = given["ASPNETCORE_ENVIRONMENT"]! }).Problems);
        Assert.NotNull(new ConfigurationBotFrameworkAuthentication(configuration));
        Assert.Equal(cloud != "Commercial", given.ContainsKey("ChannelService"));
        Assert.Equal(botKind != "UserAssignedMSI", given.ContainsKey("MicrosoftAppPassword"));
    }

    [Theory]
    [MemberData(nameof(KindsAndClouds))]
    public void The_bot_is_registered_as_the_settings_say(string botKind, string cloud)
    {
        var template = new DeploymentTemplate(Template, Parameters);
        var given = template.Settings(botKind, cloud);
        var bot = template.Created("Microsoft.BotService/botServices", botKind, cloud);

        Assert.Equal(botKind == "MultiTenant", bot is null);
        Assert.Equal(bot is null, template.Created("Microsoft.BotService/botServices/channels", botKind, cloud) is null);
        Assert.Equal(botKind == "UserAssignedMSI", given["MicrosoftAppId"] == given["AZURE_CLIENT_ID"]);
        if (bot is null) return;
        Assert.Equal(given["MicrosoftAppId"], (string?)bot["properties"]!["msaAppId"]);
        Assert.Equal(given["MicrosoftAppType"], (string?)bot["properties"]!["msaAppType"]);
        Assert.Equal(given["MicrosoftAppTenantId"], (string?)bot["properties"]!["msaAppTenantId"]);
        Assert.Equal(botKind == "UserAssignedMSI", bot["properties"]!["msaAppMSIResourceId"]!.ToString().Length > 0);
    }

    public static TheoryData<string, string> KindsAndClouds()
    {
        var all = new TheoryData<string, string>();
        foreach (var kind in new[] { "SingleTenant", "UserAssignedMSI", "MultiTenant" })
            foreach (var cloud in new[] { "Commercial", "GccHigh", "Dod" }) all.Add(kind, cloud);
        return all;
    }
}
