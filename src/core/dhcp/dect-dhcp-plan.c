/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-dhcp-plan.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "dhcp/dect-dhcp-private.h"
#include "omm/dect-omm-layout.h"

#define OPTION_VENDOR 43
#define LARGEST_POOL 65536

/* --- Base stations ---------------------------------------------------------------------------- */

static void
host_free (gpointer data)
{
  DectDhcpHost *host = data;

  g_free (host->key);
  g_free (host->title);
  g_free (host->label);
  g_free (host->boot_file);
  g_free (host->switch_name);
  g_free (host);
}

/* Untranslated on purpose: the same plan gives the same bytes in every language. */
static char *
dup_label (const DectRfp *rfp)
{
  g_autofree char *number
      = rfp->number != DECT_UNSET ? g_strdup_printf ("%d ", rfp->number) : g_strdup ("");
  g_autofree char *text
      = g_strdup_printf ("base station %s%s", number, rfp->name != NULL ? rfp->name : "");

  return dect_dhcp_one_line (g_strchomp (text));
}

static gboolean
set_address (DectDhcpHost *host, const DectRfp *rfp, gboolean has_pool, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (rfp->target_ip == NULL && (has_pool || host->local))
    return TRUE;
  if (rfp->target_ip == NULL)
    g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_MISSING,
                 _("No DHCP configuration can be written: %s has no IP address; enter it."),
                 host->title);
  else if (!dect_ipv4_parse (rfp->target_ip, &host->address, &why))
    g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID,
                 _("The IP address of %s, “%s”, is wrong: %s"), host->title, rfp->target_ip,
                 why->message);
  else
    return TRUE;
  return FALSE;
}

static gboolean
set_boot_file (DectDhcpHost *host, const DectRfp *rfp, const DectDhcpSource *source, GError **error)
{
  const char *name = dect_dhcp_boot_file (source->facts, rfp, source->release);
  g_autoptr (GBytes) bytes = NULL;

  if (name == NULL)
    return TRUE;
  /* 127: what the field of the answer holds with its end (RFC 2131, table 1). */
  bytes = dect_dhcp_encode (DECT_DHCP_FORM_TEXT, name, error);
  if (bytes != NULL && g_bytes_get_size (bytes) > 127)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_LONG,
                   _("The name of the firmware file has more than 127 characters."));
    }
  if (bytes == NULL)
    {
      g_prefix_error (error, _("The firmware of %s: "), host->title);
      return FALSE;
    }
  host->boot_file = g_strdup (name);
  return TRUE;
}

static gboolean
add_host (DectDhcpPlan *plan,
          const DectDhcpSource *source,
          const DectRfp *rfp,
          gboolean has_pool,
          GError **error)
{
  const DectRfpModel *model = rfp->model != NULL ? dect_catalogue_find (rfp->model) : NULL;
  const DectSwitch *network_switch
      = dect_snapshot_find_switch (source->snapshot, rfp->network_switch);
  g_autofree char *title = dect_record_title (&rfp->head);
  g_autoptr (GError) why = NULL;
  DectDhcpHost *host;
  DectMac mac;

  /* Who is not known yet gets an address of the pool, and all that hangs on the vendor class. */
  if (rfp->mac == NULL && (has_pool || rfp->local_config == TRUE))
    {
      plan->n_unknown += rfp->local_config != TRUE;
      return TRUE;
    }
  if (rfp->mac == NULL || !dect_mac_parse (rfp->mac, &mac, &why))
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_MISSING,
                   _("No DHCP configuration can be written: %s has no valid MAC address; enter "
                      "it."),
                   title);
      return FALSE;
    }
  host = g_new0 (DectDhcpHost, 1);
  host->id = rfp->head.id;
  host->mac = mac;
  host->key = dect_mac_to_key (&mac);
  host->title = g_steal_pointer (&title);
  host->label = dup_label (rfp);
  host->model = model;
  host->switch_name = network_switch != NULL && network_switch->name != NULL
                          ? dect_dhcp_one_line (network_switch->name)
                          : NULL;
  host->port = rfp->port;
  host->role = (DectRole) rfp->role;
  host->local = rfp->local_config == TRUE;
  g_ptr_array_add (plan->hosts, host);
  return set_address (host, rfp, has_pool, error) && set_boot_file (host, rfp, source, error);
}

static gint
compare_hosts (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(DectDhcpHost *const *) a)->key, (*(DectDhcpHost *const *) b)->key);
}

static gboolean
check_unique (const DectDhcpPlan *plan, GError **error)
{
  g_autoptr (GHashTable) addresses = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);
      const DectDhcpHost *other = i > 0 ? g_ptr_array_index (plan->hosts, i - 1) : NULL;
      gboolean same_mac = other != NULL && g_str_equal (other->key, host->key);

      if (!same_mac && host->address.value != 0)
        {
          other = g_hash_table_lookup (addresses, GUINT_TO_POINTER (host->address.value));
          g_hash_table_insert (addresses, GUINT_TO_POINTER (host->address.value), (gpointer) host);
        }
      else if (!same_mac)
        continue;
      if (other == NULL)
        continue;
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_DUPLICATE,
                   same_mac ? _("%s and %s have the same MAC address; correct one.")
                            : _("%s and %s have the same IP address; correct one."),
                   other->title, host->title);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_hosts (DectDhcpPlan *plan, const DectDhcpSource *source, GError **error)
{
  gboolean has_pool = source->info->pool_first != NULL;
  guint n_rfps = dect_snapshot_count (source->snapshot, DECT_KIND_RFP);

  for (guint i = 0; i < n_rfps; i++)
    if (!add_host (plan, source, dect_snapshot_rfp (source->snapshot, i), has_pool, error))
      return FALSE;
  if (plan->hosts->len == 0 && plan->n_unknown == 0)
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_MISSING,
                   _("There is no base station to write a DHCP configuration for."));
      return FALSE;
    }
  g_ptr_array_sort (plan->hosts, compare_hosts);
  return check_unique (plan, error);
}

/* --- The network ------------------------------------------------------------------------------ */

static gboolean
read_address (const char *text, const char *field, DectIpv4 *address, GError **error)
{
  g_autoptr (GError) why = NULL;

  address->value = 0;
  if (text == NULL || dect_ipv4_parse (text, address, &why))
    return TRUE;
  g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID,
               _("“%s” is no address; correct the site’s field %s. %s"), text, field,
               why->message);
  return FALSE;
}

static gboolean
check_inside (const DectDhcpPlan *plan, DectIpv4 address, const char *whose, GError **error)
{
  g_autofree char *shown = dect_ipv4_to_string (address);
  g_autofree char *network = dect_ipv4_to_string (plan->network);
  gboolean inside = dect_ipv4_same_subnet (address, plan->network, plan->netmask);

  if (inside && dect_ipv4_is_host (address, plan->netmask))
    return TRUE;
  g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_OUTSIDE,
               inside ? _("%1$s: no device of the network %2$s/%3$u can have %4$s; correct it or "
                           "the netmask.")
                      : _("%1$s: %4$s is not in the network %2$s/%3$u; correct it or the "
                           "netmask."),
               whose, network, dect_netmask_prefix (plan->netmask), shown);
  return FALSE;
}

/* The network is the master's, with the OMM on a PC that of the first base station with an address.
 */
static gboolean
read_network (DectDhcpPlan *plan, const DectDhcpSource *source, GError **error)
{
  const DectDhcpHost *home = NULL;
  g_autoptr (GError) why = NULL;
  DectIpv4 router;

  if (source->info->netmask == NULL
      || !dect_netmask_parse (source->info->netmask, &plan->netmask, &why))
    {
      g_set_error (
          error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_MISSING,
          _("No DHCP configuration can be written: the netmask is missing or wrong; enter "
             "it, such as 255.255.255.0."));
      return FALSE;
    }
  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);

      if (host->address.value != 0
          && (home == NULL || (host->role == DECT_ROLE_MASTER && home->role != DECT_ROLE_MASTER)))
        home = host;
    }
  if (!read_address (source->info->router, "router", &router, error)
      || !read_address (source->info->dhcp_server, "dhcp_server", &plan->server, error)
      || !read_address (dect_dhcp_tftp_server (source->info), "tftp_server", &plan->tftp, error))
    return FALSE;
  if (home == NULL && !read_address (source->info->pool_first, "pool_first", &plan->network, error))
    return FALSE;
  if (home != NULL)
    plan->network = home->address;
  plan->network.value &= plan->netmask.value;
  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);

      if (host->address.value != 0 && !check_inside (plan, host->address, host->title, error))
        return FALSE;
    }
  return router.value == 0 || check_inside (plan, router, _("The router"), error);
}

/* --- The pool --------------------------------------------------------------------------------- */

static gint
compare_values (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

static void
take_value (GArray *taken, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " ,", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      DectIpv4 address;

      if (dect_ipv4_parse (words[i], &address, NULL))
        g_array_append_val (taken, address.value);
    }
}

/* Addresses that somebody has already: a server that does not look (ISC) would give them away. */
static GArray *
taken_addresses (const DectDhcpPlan *plan, const DectSiteInfo *info)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < plan->hosts->len; i++)
    g_array_append_val (taken,
                        ((const DectDhcpHost *) g_ptr_array_index (plan->hosts, i))->address.value);
  take_value (taken, info->dhcp_server);
  take_value (taken, info->tftp_server);
  take_value (taken, info->router);
  take_value (taken, info->syslog_server);
  take_value (taken, info->ntp_server);
  take_value (taken, info->omm_address);
  take_value (taken, info->dns_servers);
  g_array_sort (taken, compare_values);
  return taken;
}

static void
add_range (GArray *ranges, guint64 first, guint64 last)
{
  DectDhcpRange range = { { (guint32) first }, { (guint32) last } };

  if (first <= last)
    g_array_append_val (ranges, range);
}

static gboolean
read_pool (DectDhcpPlan *plan, const DectSiteInfo *info, GError **error)
{
  g_autoptr (GArray) taken = NULL;
  DectIpv4 first, last;
  guint64 next;

  if (info->pool_first == NULL && info->pool_last == NULL)
    return TRUE;
  if (info->pool_first == NULL || info->pool_last == NULL)
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_MISSING,
                   _("The range of addresses for other devices has one end only; enter pool_first "
                      "and pool_last, or neither."));
      return FALSE;
    }
  if (!read_address (info->pool_first, "pool_first", &first, error)
      || !read_address (info->pool_last, "pool_last", &last, error)
      || !check_inside (plan, first, _("The first address for others"), error)
      || !check_inside (plan, last, _("The last address for others"), error))
    return FALSE;
  if (first.value > last.value || last.value - first.value >= LARGEST_POOL)
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID,
                   _("The range of addresses for other devices, %s to %s, runs backwards or has "
                      "more than %d addresses; correct pool_first or pool_last."),
                   info->pool_first, info->pool_last, LARGEST_POOL);
      return FALSE;
    }
  taken = taken_addresses (plan, info);
  next = first.value;
  for (guint i = 0; i < taken->len; i++)
    {
      guint32 address = g_array_index (taken, guint32, i);

      if (address < next || address > last.value)
        continue;
      add_range (plan->ranges, next, (guint64) address - 1);
      next = (guint64) address + 1;
    }
  add_range (plan->ranges, next, last.value);
  if (plan->ranges->len > 0)
    return TRUE;
  g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID,
               _("Every address from %s to %s is somebody’s already, none is left for other "
                  "devices; move pool_first or pool_last."),
               info->pool_first, info->pool_last);
  return FALSE;
}

/* --- Options ----------------------------------------------------------------------------------- */

static gboolean
add_options (const DectDhcpSource *source, GArray *facts, GPtrArray *options, GError **error)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const DectDhcpFact *fact = &g_array_index (facts, DectDhcpFact, i);
      g_autofree char *text = NULL, *shown = NULL;
      g_autoptr (GBytes) value = NULL;
      DectDhcpOption *option;

      if (!dect_dhcp_fact_holds (fact, source->release))
        continue;
      if (!dect_dhcp_source_dup (source, fact->value, NULL, &text, error))
        return FALSE;
      if (text == NULL)
        continue;
      value = dect_dhcp_encode (fact->form, text, error);
      if (value == NULL)
        {
          g_prefix_error (error,
                          facts == source->facts->sub_options
                              ? _("Sub-option %u of option 43 (%s): ")
                              : _("Option %u (%s): "),
                          fact->code, _(fact->title));
          return FALSE;
        }
      shown = dect_dhcp_decode_text (fact->form, value);
      option = dect_dhcp_option_new (fact->code, fact->form, value, shown);
      option->title = fact->title;
      option->net = fact->net;
      option->verified = fact->verified;
      option->source = fact->source;
      g_ptr_array_add (options, option);
    }
  return TRUE;
}

static gint
compare_options (gconstpointer a, gconstpointer b)
{
  return (gint) (*(DectDhcpOption *const *) a)->code - (gint) (*(DectDhcpOption *const *) b)->code;
}

static gboolean
read_options (DectDhcpPlan *plan, const DectDhcpSource *source, GError **error)
{
  g_autoptr (GBytes) value = NULL;
  g_autofree char *hex = NULL;
  DectDhcpOption *option;

  if (!add_options (source, source->facts->options, plan->options, error)
      || !add_options (source, source->facts->sub_options, plan->sub_options, error))
    return FALSE;
  value = dect_dhcp_join (plan->sub_options, error);
  if (value == NULL)
    return FALSE;
  hex = dect_dhcp_hex (value, " ");
  option = dect_dhcp_option_new (OPTION_VENDOR, DECT_DHCP_FORM_BYTES, value, hex);
  option->title = N_("vendor information: the sub-options");
  option->verified = TRUE;
  option->source = "SIP-DECT 1.8 p23";
  g_ptr_array_add (plan->options, option);
  g_ptr_array_sort (plan->options, compare_options);
  g_ptr_array_sort (plan->sub_options, compare_options);
  return TRUE;
}

/* Lines of ipdect.cfg; the boot file is a matter of each base station's own file. */
static gboolean
read_variables (DectDhcpPlan *plan, const DectDhcpSource *source, GError **error)
{
  const DectDhcpFacts *facts = source->facts;

  if (source->release < 0 || source->release < facts->variables_from
      || (facts->variables_to >= 0 && source->release > facts->variables_to))
    return TRUE;
  for (guint i = 0; i < facts->variables->len; i++)
    {
      const DectDhcpFact *fact = &g_array_index (facts->variables, DectDhcpFact, i);
      g_autofree char *text = NULL;
      g_autoptr (GBytes) value = NULL;
      DectDhcpOption *option;

      if (fact->value == NULL)
        continue;
      if (!dect_dhcp_source_dup (source, fact->value, NULL, &text, error))
        return FALSE;
      value = g_bytes_new (text != NULL ? text : "", text != NULL ? strlen (text) : 0);
      option = dect_dhcp_option_new (0, DECT_DHCP_FORM_TEXT, value, text);
      option->title = fact->text;
      option->source = fact->value;
      g_ptr_array_add (plan->variables, option);
    }
  return TRUE;
}

/* --- What a person has to know ------------------------------------------------------------------ */

/* The files are the same in every language, the window's words are not. */
static void G_GNUC_PRINTF (2, 3) add_note (DectDhcpPlan *plan, const char *format, ...)
{
  va_list args, again;

  va_start (args, format);
  va_copy (again, args);
  g_ptr_array_add (plan->notes, g_strdup_vprintf (format, args));
  g_ptr_array_add (plan->remarks, g_strdup_vprintf (_(format), again));
  va_end (again);
  va_end (args);
}

/* A copy of the facts may name no source; gettext answers the empty text with its header. */
static const char *
translated (const char *source)
{
  return *source != '\0' ? _(source) : "";
}

static void
note_unverified_of (DectDhcpPlan *plan, GPtrArray *options, const char *format)
{
  for (guint i = 0; i < options->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (options, i);

      if (option->verified)
        continue;
      g_ptr_array_add (plan->notes,
                       g_strdup_printf (format, option->code, option->title, option->source));
      g_ptr_array_add (plan->remarks, g_strdup_printf (_(format), option->code, _(option->title),
                                                       translated (option->source)));
    }
}

static void
note_unverified (DectDhcpPlan *plan)
{
  note_unverified_of (plan, plan->options, N_("Option %u (%s) is not verified: %s."));
  note_unverified_of (plan, plan->sub_options,
                      N_("Sub-option %u of option 43 (%s) is not verified: %s."));
}

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
list_boot_files (DectDhcpPlan *plan)
{
  g_autoptr (GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);

      if (host->boot_file != NULL)
        g_hash_table_add (files, host->boot_file);
    }
  plan->boot_files = (char **) g_hash_table_get_keys_as_array (files, NULL);
  for (guint i = 0; plan->boot_files[i] != NULL; i++)
    plan->boot_files[i] = g_strdup (plan->boot_files[i]);
  qsort (plan->boot_files, g_strv_length (plan->boot_files), sizeof (char *), compare_texts);
}

static void
write_notes (DectDhcpPlan *plan, const DectDhcpSource *source)
{
  guint n_without = 0, n_local = 0;

  note_unverified (plan);
  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);

      n_without += host->boot_file == NULL && !host->local;
      n_local += host->local;
    }
  if (n_local > 0)
    add_note (plan,
              N_("Set up by hand, so that they take nothing from DHCP: %u base stations; their "
                  "addresses are kept for them."),
              n_local);
  if (plan->n_unknown > 0)
    add_note (plan,
              N_("Without a MAC address yet: %u base stations; they get an address for other "
                  "devices and no firmware file."),
              plan->n_unknown);
  if (n_without > 0)
    add_note (
        plan,
        N_("Without a firmware file: %u base stations; none is known for their model, or the "
            "model is not entered."),
        n_without);
  if (plan->tftp.value == 0)
    add_note (plan,
              N_("No TFTP server is given; hardware of generation 2 does not start without one."));
  if (source->info->vlan != DECT_UNSET)
    add_note (plan, N_("A base station that is told a VLAN asks again in that VLAN: DHCP must "
                        "answer there too."));
}

static void
read_classes (DectDhcpPlan *plan)
{
  GArray *classes = plan->facts->classes;

  plan->classes = g_new0 (char *, classes->len + 1);
  for (guint i = 0; i < classes->len; i++)
    plan->classes[i] = g_strdup (g_array_index (classes, DectDhcpFact, i).text);
}

/* --- Public ------------------------------------------------------------------------------------- */

DectDhcpPlan *
dect_dhcp_plan_new (const DectSnapshot *snapshot, GError **error)
{
  g_autoptr (DectDhcpPlan) plan = NULL;
  DectDhcpSource source = { .snapshot = snapshot };

  g_return_val_if_fail (snapshot != NULL, NULL);

  plan = g_new0 (DectDhcpPlan, 1);
  plan->facts = dect_dhcp_facts_load (error);
  if (plan->facts == NULL)
    return NULL;
  source.info = dect_snapshot_get_info (snapshot);
  source.facts = plan->facts;
  source.release = dect_omm_release_number (source.info->omm_release);
  plan->site = dect_dhcp_one_line (source.info->name != NULL ? source.info->name : "");
  plan->options = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_dhcp_option_free);
  plan->sub_options = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_dhcp_option_free);
  plan->variables = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_dhcp_option_free);
  plan->hosts = g_ptr_array_new_with_free_func (host_free);
  plan->ranges = g_array_new (FALSE, FALSE, sizeof (DectDhcpRange));
  plan->notes = g_ptr_array_new_with_free_func (g_free);
  plan->remarks = g_ptr_array_new_with_free_func (g_free);
  if (!read_hosts (plan, &source, error) || !read_network (plan, &source, error)
      || !read_pool (plan, source.info, error) || !read_options (plan, &source, error)
      || !read_variables (plan, &source, error))
    return NULL;
  read_classes (plan);
  list_boot_files (plan);
  write_notes (plan, &source);
  return g_steal_pointer (&plan);
}

void
dect_dhcp_plan_free (DectDhcpPlan *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->facts, dect_dhcp_facts_free);
  g_free (self->site);
  g_strfreev (self->classes);
  g_strfreev (self->boot_files);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->sub_options, g_ptr_array_unref);
  g_clear_pointer (&self->variables, g_ptr_array_unref);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_free (self);
}

const DectDhcpOption *
dect_dhcp_plan_option (const DectDhcpPlan *self, guint code)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->options->len; i++)
    if (((DectDhcpOption *) g_ptr_array_index (self->options, i))->code == code)
      return g_ptr_array_index (self->options, i);
  return NULL;
}

const DectDhcpHost *
dect_dhcp_plan_find (const DectDhcpPlan *self, const DectMac *mac)
{
  g_return_val_if_fail (self != NULL && mac != NULL, NULL);

  for (guint i = 0; i < self->hosts->len; i++)
    if (dect_mac_equal (&((DectDhcpHost *) g_ptr_array_index (self->hosts, i))->mac, mac))
      return g_ptr_array_index (self->hosts, i);
  return NULL;
}

gboolean
dect_dhcp_plan_gates (const DectDhcpPlan *self, const DectDhcpOption *option)
{
  g_return_val_if_fail (self != NULL && option != NULL, TRUE);

  return !option->net || self->ranges->len == 0;
}
