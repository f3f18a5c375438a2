using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace SupportBot.Escalation;

/// <summary>An account of incidents or hours, as it is written: <c>Escalation:Accounts:0</c> and so on.</summary>
public sealed class IncidentAccountOptions
{
    /// <summary>The most UTF-16 characters that an id, a vehicle and a contract can have.</summary>
    public const int Longest = 64;

    /// <summary>More than any contract grants.</summary>
    public const decimal MostAmount = 100_000;

    /// <summary>A name of its own.</summary>
    public string? Id { get; set; }

    /// <summary>The vehicle that uses it up, by its id in the edition.</summary>
    public string? Vehicle { get; set; }

    /// <summary>The contract and access ids; nothing where there are none.</summary>
    public string? Contract { get; set; }

    /// <summary><c>Incidents</c> unless set, or <c>Hours</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>How many are granted: whole incidents, or hours in quarters.</summary>
    public string? Amount { get; set; }

    /// <summary>The first day, such as <c>2026-01-01</c>.</summary>
    public string? From { get; set; }

    /// <summary>The last day, such as <c>2026-12-31</c>.</summary>
    public string? Until { get; set; }

    /// <summary>At how many left the lead is told; 0 unless set.</summary>
    public string? Low { get; set; }

    /// <summary>Reads all accounts.</summary>
    /// <param name="accounts">As they are written.</param>
    /// <param name="problems">Takes what is wrong, each with its setting and its remedy.</param>
    /// <returns>Those with which nothing is wrong.</returns>
    public static IReadOnlyList<IncidentAccount> Read(IEnumerable<IncidentAccountOptions> accounts, ICollection<string> problems)
    {
        var read = new List<IncidentAccount>();
        foreach (var (index, options) in accounts.Index())
        {
            var found = new List<string>();
            var account = options.Read(found);
            if (read.Exists(other => other.IsNamed(account.Id))) found.Add($"Id: \"{account.Id}\" is another account's; each has an id of its own.");
            foreach (var problem in found) problems.Add($"Escalation:Accounts:{index}:{problem}");
            if (found.Count == 0) read.Add(account);
        }

        return read;
    }

    private IncidentAccount Read(List<string> problems)
    {
        var (id, vehicle, contract) = (Named(nameof(Id), Id), Named(nameof(Vehicle), Vehicle), Contract?.Trim() ?? "");
        if (contract.Length > Longest) problems.Add($"Contract: at most {Longest} characters.");
        if (!Enum.TryParse<IncidentUnit>(string.IsNullOrWhiteSpace(Unit) ? nameof(IncidentUnit.Incidents) : Unit.Trim(), ignoreCase: true, out var unit) || !Enum.IsDefined(unit))
            problems.Add("Unit: Incidents or Hours.");
        var (amount, low) = (Number(nameof(Amount), Amount, "how many are granted"), string.IsNullOrWhiteSpace(Low) ? 0 : Number(nameof(Low), Low, "at how many left the lead is told"));
        if (low > amount) problems.Add("Low: no more than Amount.");
        var (from, until) = (Day(nameof(From), From, "first"), Day(nameof(Until), Until, "last"));
        if (until < from) problems.Add("Until: no earlier than From.");
        return new IncidentAccount(id, vehicle, contract, unit, amount ?? 0, from ?? LocalDate.MinIsoValue, until ?? LocalDate.MinIsoValue, low ?? 0);

        string Named(string name, string? text)
        {
            if (text?.Trim() is { Length: > 0 and <= Longest } trimmed) return trimmed;
            problems.Add($"{name}: {(name == nameof(Id) ? "a name of its own" : "the vehicle that uses it up")}, of at most {Longest} characters.");
            return "";
        }

        decimal? Number(string name, string? text, string meaning)
        {
            if (decimal.TryParse(text?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= MostAmount && number % IncidentAccount.StepOf(unit) == 0) return number;
            problems.Add($"{name}: {meaning}, 0 to {MostAmount}: whole incidents such as 20, or hours in quarters such as 12.25.");
            return null;
        }

        LocalDate? Day(string name, string? text, string which)
        {
            if (LocalDatePattern.Iso.Parse(text?.Trim() ?? "") is { Success: true, Value: { Year: > 1999 and < 9999 } day }) return day;
            problems.Add($"{name}: the {which} day on which it can be used, written 2026-12-31.");
            return null;
        }
    }
}
