/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-trial.h"

#include "model/dect-locale.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  DectPbxClient *client;
  DectPbxProfile *profile;
  DectPbxTrialFunc func;
  gpointer func_data;
  GCancellable *cancellable;
  GUri *uri;
} Trial;

void
dect_pbx_trial_report_clear (DectPbxTrialReport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->advice, g_free);
}

const char *
dect_pbx_trial_step_title (DectPbxTrialStep step)
{
  static const char *const titles[DECT_PBX_TRIAL_N_STEPS] = {
    [DECT_PBX_TRIAL_ADDRESS] = N_("Address"),
    [DECT_PBX_TRIAL_NETWORK] = N_("Network"),
    [DECT_PBX_TRIAL_ENCRYPTION] = N_("Encryption"),
    [DECT_PBX_TRIAL_LOGIN] = N_("Login"),
    [DECT_PBX_TRIAL_INTERFACE] = N_("Interface"),
    [DECT_PBX_TRIAL_CONTRACT] = N_("What it can do"),
  };

  g_return_val_if_fail ((guint) step < DECT_PBX_TRIAL_N_STEPS, NULL);

  return _(titles[step]);
}

static void
tell (Trial *trial,
      DectPbxTrialStep step,
      DectPbxTrialState state,
      const char *text,
      const char *advice)
{
  const DectPbxTrialReport report = { step, state, (char *) text, (char *) advice };

  if (trial->func != NULL)
    trial->func (&report, trial->func_data);
}

static gboolean
fail (Trial *trial, DectPbxTrialStep step, const GError *error)
{
  g_autofree char *advice = dect_pbx_trial_dup_advice (error, trial->profile);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (trial, step, DECT_PBX_TRIAL_WAITING, NULL, NULL);
  else
    tell (trial, step, DECT_PBX_TRIAL_FAILED, error->message, advice);
  return FALSE;
}

/* --- Words for installers ------------------------------------------------------------------------ */

static char *
dup_unreachable_advice (DectPbxProfile *profile)
{
  return g_strdup (dect_pbx_profile_is_plain (profile)
                       ? _("Look at the address, its port, the cable and this computer’s own "
                            "network address. Is the PBX on, and "
                            "does its interface listen? At pascom the setting “Manage phone "
                            "system” must be “Web UI and REST”.")
                       : _("Look at the address, its port (https usually has 443), the cable and "
                            "this computer’s own network "
                            "address. Is the PBX on? At pascom the setting “Manage phone system” "
                            "must be “Web UI and REST”."));
}

static char *
dup_tls_advice (DectPbxProfile *profile)
{
  g_autofree char *now = dect_locale_dup_time (g_get_real_time () / G_USEC_PER_SEC);

  if (profile->tls == DECT_PBX_TLS_PIN)
    return g_strdup (
        _("Compare the fingerprint with somebody who sees the PBX’s own page before you go on."));
  return g_strdup_printf (
      _("This computer’s clock says %s; a wrong clock makes certificates look expired. If the "
         "address is another name of the PBX than its certificate has, enter that one. A "
         "self-signed certificate is accepted by its key, after the fingerprint was compared."),
      now);
}

char *
dect_pbx_trial_dup_advice (const GError *error, DectPbxProfile *profile)
{
  g_return_val_if_fail (error != NULL && profile != NULL, NULL);

  if (error->domain == G_RESOLVER_ERROR)
    return g_strdup (
        error->code == G_RESOLVER_ERROR_TEMPORARY_FAILURE
            ? _("The name server does not answer: look at the cable, the WLAN and this computer’s "
                 "network settings.")
            : _("Look at the spelling; inside a site the name may be known to its own name server "
                 "only. "
                 "The PBX’s IP address does as well."));
  if (error->domain != DECT_PBX_ERROR)
    return NULL;
  switch ((DectPbxError) error->code)
    {
    case DECT_PBX_ERROR_UNREACHABLE:
      return dup_unreachable_advice (profile);
    case DECT_PBX_ERROR_TIMEOUT:
      return g_strdup (_("Nothing comes back: is it the right address, is the PBX on, is a "
                          "firewall or another VLAN "
                          "between? A slow PBX can be given more time in the profile."));
    case DECT_PBX_ERROR_TLS:
      return dup_tls_advice (profile);
    case DECT_PBX_ERROR_UNAUTHORIZED:
      return g_strdup (_("pascom shows user and password at Information > Developer > Show REST "
                          "credentials; after “Regenerate” the old password is void."));
    case DECT_PBX_ERROR_FORBIDDEN:
      return g_strdup (
          _("The PBX knows the user and does not let it in here. At pascom look at the interface "
             "setting “Manage phone system”: it must be “Web UI and REST” or “REST only”."));
    case DECT_PBX_ERROR_NOT_API:
    case DECT_PBX_ERROR_REDIRECT:
      return g_strdup (_("A web page answers there, a login page perhaps. The address usually "
                          "ends with /services/, "
                          "with the name of the instance before it; look at the port too."));
    case DECT_PBX_ERROR_NO_MODULE:
    case DECT_PBX_ERROR_NOT_FOUND:
      return g_strdup (_("This PBX has no DECT interface at that address. A stock pascom or "
                          "mobydick has none: choose "
                          "its read-only profile, and Handover writes the OMM files itself."));
    case DECT_PBX_ERROR_NOT_SUPPORTED:
      return g_strdup (
          _("Update Handover or the gateway service, so that both speak the same version."));
    case DECT_PBX_ERROR_BUSY:
    case DECT_PBX_ERROR_SERVER:
      return g_strdup (_(
          "The PBX is there and cannot answer now. Wait some minutes; if it stays so, its services "
          "must be restarted."));
    default:
      return NULL;
    }
}

/* --- Address and network ------------------------------------------------------------------------- */

static guint16
port_of (Trial *trial)
{
  gint port = g_uri_get_port (trial->uri);

  return port > 0 ? port : dect_pbx_profile_is_plain (trial->profile) ? 80 : 443;
}

static gboolean
try_address (Trial *trial, GError **error)
{
  const char *host = g_uri_get_host (trial->uri);
  g_autoptr (GInetAddress) literal = g_inet_address_new_from_string (host);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;
  GInetAddress *address = literal;
  GList *found = NULL;

  tell (trial, DECT_PBX_TRIAL_ADDRESS, DECT_PBX_TRIAL_RUNNING, NULL, NULL);
  if (literal == NULL)
    {
      g_autoptr (GError) why = NULL;

      found = g_resolver_lookup_by_name (resolver, host, trial->cancellable, &why);
      if (found == NULL)
        {
          g_prefix_error (&why, _("The name %s is not found: "), host);
          fail (trial, DECT_PBX_TRIAL_ADDRESS, why);
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
    }
  if (found != NULL)
    address = found->data;
  shown = g_inet_address_to_string (address);
  g_resolver_free_addresses (found);
  text = literal != NULL ? g_strdup (shown) : g_strdup_printf (_("%s is %s."), host, shown);
  tell (trial, DECT_PBX_TRIAL_ADDRESS, DECT_PBX_TRIAL_GOOD, text, NULL);
  return TRUE;
}

/* Of all addresses the name has, as the real connection does. */
static gboolean
try_network (Trial *trial, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) why = NULL;
  g_autoptr (GError) told = NULL;
  g_autofree char *text = NULL;
  const char *host = g_uri_get_host (trial->uri);
  guint16 port = port_of (trial);

  tell (trial, DECT_PBX_TRIAL_NETWORK, DECT_PBX_TRIAL_RUNNING, NULL, NULL);
  g_socket_client_set_timeout (client, trial->profile->connect_timeout_s);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, host, port, trial->cancellable, &why);
  if (connection != NULL)
    {
      text = g_strdup_printf (_("Port %u answers."), port);
      tell (trial, DECT_PBX_TRIAL_NETWORK, DECT_PBX_TRIAL_GOOD, text, NULL);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    told = g_error_copy (why);
  else if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    told = g_error_new (DECT_PBX_ERROR, DECT_PBX_ERROR_TIMEOUT,
                        _("Nothing answers at %s port %u within %d seconds."), host, port,
                        trial->profile->connect_timeout_s);
  else if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    told = g_error_new (DECT_PBX_ERROR, DECT_PBX_ERROR_UNREACHABLE,
                        _("%s is there, but nothing listens at port %u."), host, port);
  else
    told = g_error_new (DECT_PBX_ERROR, DECT_PBX_ERROR_UNREACHABLE,
                        _("There is no way to %s port %u: %s"), host, port, why->message);
  fail (trial, DECT_PBX_TRIAL_NETWORK, told);
  g_propagate_error (error, g_steal_pointer (&told));
  return FALSE;
}

/* --- Encryption ---------------------------------------------------------------------------------- */

static gboolean
try_plain (Trial *trial)
{
  gboolean here = dect_pbx_profile_is_loopback (trial->profile);

  tell (trial, DECT_PBX_TRIAL_ENCRYPTION, here ? DECT_PBX_TRIAL_GOOD : DECT_PBX_TRIAL_OPEN,
        here ? _("None, and none needed: it is this computer.")
             : _("None: everybody on the way can read the password and what is sent."),
        NULL);
  return TRUE;
}

/* What the profile says of this certificate; the connection itself checks again. */
static gboolean
is_accepted (Trial *trial, const DectPbxCertificate *certificate, GError **error)
{
  if (trial->profile->tls == DECT_PBX_TLS_PIN)
    {
      switch (dect_pbx_certificate_compare_pin (certificate, trial->profile))
        {
        case DECT_PBX_PIN_SAME:
          return TRUE;
        case DECT_PBX_PIN_CHANGED:
          g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
                       _("The PBX shows another key than the one that was accepted."));
          return FALSE;
        case DECT_PBX_PIN_NONE:
        default:
          g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
                       _("This is the first contact: the key of the PBX is not accepted yet."));
          return FALSE;
        }
    }
  if (certificate->trusted)
    return TRUE;
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS, _("The PBX cannot be trusted yet: %s."),
               certificate->distrust != NULL ? certificate->distrust : "?");
  return FALSE;
}

static gboolean
try_encryption (Trial *trial, DectPbxCertificate **certificate, GError **error)
{
  g_autoptr (DectPbxCertificate) shown = NULL;
  g_autoptr (GError) why = NULL;
  g_autofree char *text = NULL;

  if (dect_pbx_profile_is_plain (trial->profile))
    return try_plain (trial);
  tell (trial, DECT_PBX_TRIAL_ENCRYPTION, DECT_PBX_TRIAL_RUNNING, NULL, NULL);
  shown = dect_pbx_client_probe_sync (trial->client, trial->cancellable, &why);
  if (shown != NULL && is_accepted (trial, shown, &why))
    text = g_strdup_printf (_("%s, certificate of %s."), shown->protocol,
                            shown->subject != NULL ? shown->subject : shown->host);
  if (shown != NULL && certificate != NULL)
    *certificate = g_steal_pointer (&shown);
  if (text == NULL)
    {
      fail (trial, DECT_PBX_TRIAL_ENCRYPTION, why);
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  tell (trial, DECT_PBX_TRIAL_ENCRYPTION, DECT_PBX_TRIAL_GOOD, text, NULL);
  return TRUE;
}

/* --- Login and interface ------------------------------------------------------------------------- */

/* Which step an error of the first request belongs to. */
static DectPbxTrialStep
step_of (const GError *error)
{
  if (error->domain != DECT_PBX_ERROR)
    return DECT_PBX_TRIAL_LOGIN;
  switch ((DectPbxError) error->code)
    {
    case DECT_PBX_ERROR_UNREACHABLE:
    case DECT_PBX_ERROR_TIMEOUT:
      return DECT_PBX_TRIAL_NETWORK;
    case DECT_PBX_ERROR_TLS:
      return DECT_PBX_TRIAL_ENCRYPTION;
    case DECT_PBX_ERROR_UNAUTHORIZED:
    case DECT_PBX_ERROR_FORBIDDEN:
      return DECT_PBX_TRIAL_LOGIN;
    case DECT_PBX_ERROR_NOT_SUPPORTED:
      return DECT_PBX_TRIAL_CONTRACT;
    default:
      return DECT_PBX_TRIAL_INTERFACE;
    }
}

static char *
dup_limits (const DectPbxInfo *info)
{
  /* Translators: "up to 254 base stations, 4096 handsets; simulates pushes: yes, gives the OMM
   * files: no, apply job: no" */
  return g_strdup_printf (
      _("Contract %d; up to %u base stations, %u handsets; simulates a push: %s; "
         "writes the OMM files: %s; apply job: %s."),
      info->contract, info->max_accesspoints, info->max_handsets,
      info->dryrun ? _("yes") : _("no"), info->exports ? _("yes") : _("no"),
      info->apply ? _("yes") : _("no"));
}

static void
tell_logged_in (Trial *trial)
{
  g_autofree char *text = NULL;

  if (trial->profile->auth == DECT_PBX_AUTH_NONE)
    text = g_strdup (_("None needed."));
  else if (trial->profile->auth == DECT_PBX_AUTH_BASIC)
    text = g_strdup_printf (_("Logged in as %s."), trial->profile->username);
  else
    text = g_strdup (_("Logged in."));
  tell (trial, DECT_PBX_TRIAL_LOGIN, DECT_PBX_TRIAL_GOOD, text, NULL);
}

static void
tell_failure (Trial *trial, const GError *error)
{
  DectPbxTrialStep step = step_of (error);

  if (step > DECT_PBX_TRIAL_LOGIN)
    {
      /* Whether it asked for a login at all is not known of a page that is no interface. */
      if (step == DECT_PBX_TRIAL_CONTRACT)
        tell_logged_in (trial);
      else
        tell (trial, DECT_PBX_TRIAL_LOGIN, DECT_PBX_TRIAL_WAITING, NULL, NULL);
    }
  else if (step < DECT_PBX_TRIAL_LOGIN)
    tell (trial, DECT_PBX_TRIAL_LOGIN, DECT_PBX_TRIAL_WAITING, NULL, NULL);
  fail (trial, step, error);
}

static DectPbxInfo *
try_read_only (Trial *trial, GError **error)
{
  g_autoptr (DectPbxDirectory) directory
      = dect_pbx_client_directory_sync (trial->client, trial->cancellable, error);
  g_autofree char *text = NULL;
  DectPbxInfo *info;

  if (directory == NULL)
    return NULL;
  tell_logged_in (trial);
  text = g_strdup_printf (
      _("Read: %u users, %u locations, %u devices. Nothing is written to this PBX."),
      directory->users->len, directory->locations->len, directory->devices->len);
  tell (trial, DECT_PBX_TRIAL_INTERFACE, DECT_PBX_TRIAL_GOOD, text, NULL);
  tell (trial, DECT_PBX_TRIAL_CONTRACT, DECT_PBX_TRIAL_OPEN,
        _("No DECT interface: Handover writes the OMM files and shows what to click."), NULL);
  info = g_new0 (DectPbxInfo, 1);
  info->product = g_strdup (dect_pbx_profile_get_label (trial->profile));
  info->version = g_strdup ("");
  info->members = g_new0 (char *, 1);
  return info;
}

static DectPbxInfo *
try_contract (Trial *trial, GError **error)
{
  DectPbxInfo *info = dect_pbx_client_handshake_sync (trial->client, trial->cancellable, error);
  g_autofree char *text = NULL;
  g_autofree char *limits = NULL;

  if (info == NULL)
    return NULL;
  tell_logged_in (trial);
  text = g_strdup_printf ("%s %s", info->product, info->version);
  limits = dup_limits (info);
  tell (trial, DECT_PBX_TRIAL_INTERFACE, DECT_PBX_TRIAL_GOOD, text, NULL);
  tell (trial, DECT_PBX_TRIAL_CONTRACT, DECT_PBX_TRIAL_GOOD, limits, NULL);
  return info;
}

static DectPbxInfo *
run (Trial *trial, DectPbxCertificate **certificate, GError **error)
{
  g_autoptr (GError) why = NULL;
  DectPbxInfo *info;

  if (!try_address (trial, error) || !try_network (trial, error)
      || !try_encryption (trial, certificate, error))
    return NULL;
  tell (trial, DECT_PBX_TRIAL_LOGIN, DECT_PBX_TRIAL_RUNNING, NULL, NULL);
  info = trial->profile->sync == DECT_PBX_SYNC_NONE ? try_read_only (trial, &why)
                                                    : try_contract (trial, &why);
  if (info == NULL)
    {
      tell_failure (trial, why);
      g_propagate_error (error, g_steal_pointer (&why));
    }
  return info;
}

DectPbxInfo *
dect_pbx_trial_run_sync (DectPbxClient *client,
                         DectPbxTrialFunc func,
                         gpointer func_data,
                         DectPbxCertificate **certificate,
                         GCancellable *cancellable,
                         GError **error)
{
  Trial trial
      = { .client = client, .func = func, .func_data = func_data, .cancellable = cancellable };
  DectPbxInfo *info = NULL;

  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), NULL);

  if (certificate != NULL)
    *certificate = NULL;
  trial.profile = dect_pbx_client_get_profile (client);
  trial.uri = g_uri_parse (trial.profile->base_url, G_URI_FLAGS_NONE, NULL);
  if (trial.uri == NULL)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
                   _("The connection profile “%s” has no address yet."), trial.profile->title);
      return NULL;
    }
  info = run (&trial, certificate, error);
  g_uri_unref (trial.uri);
  return info;
}
