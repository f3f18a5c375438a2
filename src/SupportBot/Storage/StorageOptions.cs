using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SupportBot.Tickets;

namespace SupportBot.Storage;

/// <summary>Where the bot keeps what it must remember: section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>The connection string of a storage account, or <c>UseDevelopmentStorage=true</c> for a local Azurite.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The table endpoint of a storage account, reached by managed identity; in place of a connection string.</summary>
    public string? AccountUri { get; set; }

    /// <summary>What the names of the bot's tables begin with, so that several bots can share an account.</summary>
    public string TablePrefix { get; set; } = "support";

    /// <summary>What stands before the hyphen of a ticket number: one to four letters.</summary>
    public string TicketPrefix { get; set; } = "A";

    /// <summary>How many ticket numbers an instance takes at once. Those it does not use are lost when it ends.</summary>
    public int NumberBlock { get; set; } = 20;
}

/// <summary>Says everything that is wrong with the section at once, and how to mend it.</summary>
internal sealed partial class StorageOptionsValidation : IValidateOptions<StorageOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(StorageOptions options)
    {
        var (hasConnection, hasAccount) = (!string.IsNullOrWhiteSpace(options.ConnectionString), !string.IsNullOrWhiteSpace(options.AccountUri));
        if (hasConnection == hasAccount)
        {
            yield return hasConnection
                ? "Storage:ConnectionString and Storage:AccountUri are both set: keep one of them."
                : "Neither Storage:AccountUri nor Storage:ConnectionString is set: set Storage:AccountUri to https://<account>.table.core.windows.net, or for trying Storage:ConnectionString to UseDevelopmentStorage=true.";
        }

        if (hasConnection && ConnectionFault(options.ConnectionString!) is { } fault)
            yield return $"Storage:ConnectionString cannot be read ({fault}): copy it from the storage account's page 'Access keys'.";
        if (hasAccount && !(Uri.TryCreate(options.AccountUri, UriKind.Absolute, out var account) && account.Scheme == Uri.UriSchemeHttps))
            yield return $"Storage:AccountUri is '{options.AccountUri}', which is no https address: set it to https://<account>.table.core.windows.net.";
        if (!Prefix().IsMatch(options.TablePrefix ?? ""))
            yield return $"Storage:TablePrefix is '{options.TablePrefix}': use 1 to 40 letters and digits, a letter first.";
        if (!TicketNumber.IsPrefix(options.TicketPrefix))
            yield return $"Storage:TicketPrefix is '{options.TicketPrefix}': use one to four letters, A to Z.";
        if (options.NumberBlock is < 1 or > 1000)
            yield return $"Storage:NumberBlock is {options.NumberBlock}: use 1 to 1000.";
    }

    private static string? ConnectionFault(string connection)
    {
        try
        {
            _ = new TableServiceClient(connection);
            return null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // Its message names the setting at fault and no key.
            return e.Message.TrimEnd('.');
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
