using System.Text;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Escalation;
using SupportBot.Handbook;
using SupportBot.Notifications;
using SupportBot.Storage;
using SupportBot.Tickets;

namespace SupportBot;

/// <summary>What the operator has set, read and checked as a whole: everything wrong is said at once, each with its remedy.</summary>
internal sealed class Settings
{
    public const string NoAppIdNotice =
        "MicrosoftAppId is not set: this bot answers only on this machine, without authentication. Set it before anybody else is to reach the bot.";

    private Settings(IConfiguration configuration)
    {
        AppId = configuration["MicrosoftAppId"]?.Trim() ?? "";
        Partner = configuration.GetSection(PartnerOptions.Section).Get<PartnerOptions>() ?? new PartnerOptions();
        Desk = configuration.GetSection(DeskOptions.Section).Get<DeskOptions>() ?? new DeskOptions();
        Notifications = configuration.GetSection(NotificationOptions.Section).Get<NotificationOptions>() ?? new NotificationOptions();
        Escalation = configuration.GetSection(EscalationOptions.Section).Get<EscalationOptions>() ?? new EscalationOptions();
        Handbook = new HandbookFiles(configuration[$"{HandbookOptions.Section}:{nameof(HandbookOptions.Folder)}"] is { } folder && !string.IsNullOrWhiteSpace(folder) ? folder.Trim() : null);
        if (Partner.TenantId.Length == 0) Partner.TenantId = configuration["MicrosoftAppTenantId"]?.Trim() ?? "";
    }

    public string AppId { get; }

    /// <summary>The address under which browsers reach the bot; null on a developer's machine, where it is the one on which it listens.</summary>
    public Uri? Address { get; private set; }

    public PartnerOptions Partner { get; }

    public DeskOptions Desk { get; }

    public NotificationOptions Notifications { get; }

    public EscalationOptions Escalation { get; }

    public HandbookFiles Handbook { get; }

    /// <summary>The cloud that the bot's registration is in.</summary>
    public ServedCloud Cloud { get; private set; } = new(SupportBot.Customers.Cloud.Commercial);

    /// <summary>The support offer; null where the section is missing.</summary>
    public SupportOffer? Offer { get; private set; }

    /// <summary>Where each plan of the support offer differs from it.</summary>
    public Dictionary<string, OfferTerms> Plans { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong, in the order of the settings; empty where the bot can start.</summary>
    public List<string> Problems { get; } = [];

    public static Settings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = new Settings(configuration);
        settings.CheckIdentity(configuration, environment);
        settings.CheckCloud(configuration);
        settings.CheckAddress(configuration, environment);
        settings.CheckPartner();
        settings.CheckDesk();
        settings.CheckOffer(configuration);
        settings.CheckNotifications();
        settings.CheckHandbook(configuration);
        settings.CheckStorage(configuration);
        return settings;
    }

    /// <summary>Only what a command needs that works on the tables: no bot registration, no offer.</summary>
    public static Settings ReadForTables(IConfiguration configuration)
    {
        var settings = new Settings(configuration);
        settings.CheckCloud(configuration);
        settings.CheckStorage(configuration);
        return settings;
    }

    public string Explain()
    {
        var text = new StringBuilder("SupportBot cannot start. Set these (environment variables, user secrets or appsettings.json; appsettings.sample.json shows all):").AppendLine();
        foreach (var problem in Problems) text.Append("  - ").AppendLine(problem);
        return text.ToString();
    }

    public static string ExplainStorage(string message) =>
        "SupportBot cannot start: its tables cannot be reached. Check Storage:ConnectionString or Storage:AccountUri, and that the storage account (or Azurite) is running. "
        + message.ReplaceLineEndings(" ");

    /// <summary>Why the bot may not listen where it was told to; null where it may.</summary>
    public static string? RefusesAddresses(string appId, ICollection<string>? addresses)
    {
        if (appId.Length > 0) return null;
        var open = (addresses ?? []).Where(address => !Uri.TryCreate(address.Replace("[::]", "any", StringComparison.Ordinal), UriKind.Absolute, out var uri) || !uri.IsLoopback).ToList();
        return open.Count == 0
            ? null
            : $"SupportBot does not listen on {string.Join(", ", open)} without an app id: anybody could write as anybody. Set MicrosoftAppId, or listen on http://127.0.0.1 only.";
    }

    private void CheckIdentity(IConfiguration configuration, IHostEnvironment environment)
    {
        if (AppId.Length == 0)
        {
            if (!environment.IsDevelopment())
                Problems.Add("MicrosoftAppId: the app id of the bot's registration. Only with ASPNETCORE_ENVIRONMENT=Development does the bot start without one, and then only for this machine.");
            return;
        }

        if (!Guid.TryParse(AppId, out _)) Problems.Add("MicrosoftAppId: must be a GUID, the app id of the bot's registration.");
        var type = configuration["MicrosoftAppType"] ?? "SingleTenant";
        if (type is not ("SingleTenant" or "MultiTenant" or "UserAssignedMSI"))
            Problems.Add("MicrosoftAppType: SingleTenant, UserAssignedMSI, or MultiTenant for a bot registered before August 2025.");
        if (type is not "MultiTenant" && string.IsNullOrWhiteSpace(configuration["MicrosoftAppTenantId"]))
            Problems.Add($"MicrosoftAppTenantId: the tenant in which the bot is registered; needed with MicrosoftAppType {type}.");
        if (type is not "UserAssignedMSI" && string.IsNullOrWhiteSpace(configuration["MicrosoftAppPassword"]))
            Problems.Add($"MicrosoftAppPassword: the client secret of the registration; needed with MicrosoftAppType {type}.");
    }

    private void CheckCloud(IConfiguration configuration)
    {
        var name = configuration["Cloud"] is { Length: > 0 } set ? set : nameof(Customers.Cloud.Commercial);
        if (name is nameof(Customers.Cloud.Commercial) or nameof(Customers.Cloud.GccHigh) or nameof(Customers.Cloud.Dod)) Cloud = new ServedCloud(Enum.Parse<Cloud>(name));
        else Problems.Add("Cloud: Commercial (which serves GCC as well), GccHigh or Dod: the cloud in which the bot is registered.");
        var government = Cloud.Cloud is Customers.Cloud.GccHigh or Customers.Cloud.Dod;
        if (government != !string.IsNullOrEmpty(configuration["ChannelService"]))
            Problems.Add("ChannelService: https://botframework.azure.us with Cloud GccHigh or Dod, and nothing with Cloud Commercial.");
    }

    private void CheckAddress(IConfiguration configuration, IHostEnvironment environment)
    {
        var set = configuration["Bot:Address"]?.Trim() ?? "";
        if (set.Length == 0 && environment.IsDevelopment()) return;
        if (Uri.TryCreate(set, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (environment.IsDevelopment() && address is { Scheme: "http", IsLoopback: true }))
            && address.PathAndQuery == "/") Address = address;
        else Problems.Add("Bot:Address: where the bot is reached, such as https://support.contoso.example, without a path: links with which agents open files begin with it.");
    }

    private void CheckPartner()
    {
        if (string.IsNullOrWhiteSpace(Partner.Name)) Problems.Add("Partner:Name: your company's name, as customers know it.");
        if (string.IsNullOrWhiteSpace(Partner.Contact)) Problems.Add("Partner:Contact: how somebody whom the desk does not know reaches you, such as a mail address.");
        if (!Guid.TryParse(Partner.TenantId, out _)) Problems.Add("Partner:TenantId: your own Entra tenant's id, a GUID; MicrosoftAppTenantId unless set.");
        if (Partner.Type is PartnerType.IndirectReseller && string.IsNullOrWhiteSpace(Partner.Provider))
            Problems.Add("Partner:Provider: your indirect provider's name; an indirect reseller's customers are told of it as the next hop.");
        if (Partner.Type is not PartnerType.IndirectReseller && !string.IsNullOrWhiteSpace(Partner.Provider))
            Problems.Add("Partner:Provider: only with Partner:Type IndirectReseller.");
    }

    private void CheckDesk()
    {
        foreach (var (setting, names) in new[] { ("Desk:Operators", Desk.Operators), ("Desk:Leads", Desk.Leads) })
        {
            for (var i = 0; i < names.Count; i++)
            {
                names[i] = names[i].Trim();
                if (names[i].Length > 0 && !Guid.TryParse(names[i], out _) && !names[i].Contains('@', StringComparison.Ordinal))
                    Problems.Add($"{setting}: \"{names[i]}\" is neither a sign-in name (lea@contoso.com) nor an Entra object id.");
            }
        }

        if (Desk.Operators.All(string.IsNullOrWhiteSpace))
            Problems.Add("Desk:Operators: who may set the desk up in Teams, each by sign-in name (lea@contoso.com) or Entra object id; at least one.");
        if (!TicketNumber.IsPrefix(Desk.TicketPrefix)) Problems.Add("Desk:TicketPrefix: one to four letters, A to Z.");
        foreach (var (setting, minutes, usual) in new[] { ("Desk:PromptUnclaimedMinutes", Desk.PromptUnclaimedMinutes, 30), ("Desk:PromptUnreadMinutes", Desk.PromptUnreadMinutes, 60) })
        {
            if (minutes is < 0 or > 10_000) Problems.Add($"{setting}: 0 to 10000 minutes of service hours; {usual} unless set, and 0 where nobody is to be reminded.");
        }
    }

    private void CheckOffer(IConfiguration configuration)
    {
        var section = configuration.GetSection(OfferOptions.Section);
        if (!section.Exists()) return;
        try
        {
            Offer = (section.Get<OfferOptions>() ?? new OfferOptions()).Read(Partner.Contact, Problems);
        }
        catch (InvalidOperationException exception)
        {
            // The message names the setting and its value.
            Problems.Add($"Offer: {exception.Message} Write amounts as 75 or 62.50, and true or false.");
        }

        foreach (var plan in section.GetSection("Plans").GetChildren())
        {
            var problems = new List<string>();
            foreach (var nested in plan.GetChildren().Where(term => term.GetChildren().Any()))
                problems.Add($"{nested.Key}: one text in a plan, such as \"Monday-Friday 09:00-18:00; Saturday 10:00-13:00\" or \"2026-12-25, 2027-01-01\".");
            var terms = new OfferTerms(plan.GetChildren().Where(term => term.Value is not null).ToDictionary(term => term.Key, term => term.Value!, StringComparer.OrdinalIgnoreCase));
            if (Offer is null) problems.AddRange(terms.Problems());
            else terms.Over(Offer, problems);
            Problems.AddRange(problems.Select(problem => $"Offer:Plans:{plan.Key}:{problem}"));
            Plans[plan.Key] = terms;
        }
    }

    private void CheckNotifications()
    {
        if (Notifications.PatienceSeconds is < 5 or > 3600) Problems.Add("Notifications:PatienceSeconds: 5 to 3600 seconds; 90 unless set.");
        if (Notifications.UndoSeconds is < 0 or > 120) Problems.Add("Notifications:UndoSeconds: 0 to 120 seconds; 15 unless set, and 0 where replies go out at once.");
    }

    // The product's own files are held right by its tests, and reading them is work: only what the partner set or wrote is read here.
    private void CheckHandbook(IConfiguration configuration)
    {
        var accounts = IncidentAccountOptions.Read(Escalation.Accounts, Problems);
        var folder = configuration[$"{HandbookOptions.Section}:{nameof(HandbookOptions.Folder)}"];
        if (!string.IsNullOrWhiteSpace(folder))
        {
            if (!Directory.Exists(folder.Trim()))
            {
                Problems.Add($"Handbook:Folder: there is no folder {folder.Trim()}; the folder of your own files of the handbook, or nothing.");
                return;
            }

            var mistakes = HandbookCommand.MistakesIn(Handbook);
            Problems.AddRange(mistakes.Select(mistake => $"Handbook:Folder: {mistake}"));
            if (mistakes.Count > 0) return;
        }

        if (!configuration.GetSection(EscalationOptions.Section).Exists()) return;
        var editions = Edition.NamesIn(Handbook);
        if (!string.IsNullOrWhiteSpace(Escalation.Edition) && !editions.Contains(Escalation.Edition.Trim()))
        {
            Problems.Add($"Escalation:Edition: one of {string.Join(", ", editions)}; {editions[^1]} unless set.");
            return;
        }

        var edition = EscalationRules.In(Handbook, Escalation).Edition;
        foreach (var (setting, set, known) in new[] { ("Escalation:Memberships", Escalation.Memberships, edition.Memberships), ("Escalation:Contracts", Escalation.Contracts, edition.Contracts), ("Escalation:TenantRoles", Escalation.TenantRoles, edition.Roles) })
        {
            foreach (var id in set.Where(id => known.All(each => each.Id != id)))
                Problems.Add($"{setting}: \"{id}\" is not known; any of {string.Join(", ", known.Select(each => each.Id))}.");
        }

        foreach (var account in accounts.Where(account => edition.Vehicles.All(vehicle => vehicle.Id != account.VehicleId)))
            Problems.Add($"Escalation:Accounts: \"{account.Id}\" is for the vehicle \"{account.VehicleId}\", which is not known; any of {string.Join(", ", edition.Vehicles.Select(vehicle => vehicle.Id))}.");
    }

    private void CheckStorage(IConfiguration configuration)
    {
        var options = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        Problems.AddRange(new StorageOptionsValidation().Validate(name: null, options).Failures ?? []);
    }
}
