/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-boot-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-catalogue.h"

#define MAX_DEVICES 4096
#define MAX_STRANGERS 1000
#define OPTION_VENDOR 43
#define OPTION_TFTP_NAME 66

/* What one device did. */
typedef struct
{
  DectMac mac;
  DectIpv4 address;
  char *class;
  char *file;
  char *options[256]; /* as shown; with the size in front, "69 0a:04..." */
  gboolean cut[256];
} Device;

struct _DectBootState
{
  DectSnapshot *snapshot;
  DectDhcpPlan *plan; /* NULL when none can be made */
  char *why_no_plan;
  DectDhcpFacts *facts;
  GHashTable *planned; /* keys of the plan's MACs */
  GHashTable *devices; /* key -> Device */
  GHashTable *loaded;  /* address -> file name; "" = it is not there */
};

static void
device_free (gpointer data)
{
  Device *device = data;

  g_free (device->class);
  g_free (device->file);
  for (guint i = 0; i < G_N_ELEMENTS (device->options); i++)
    g_free (device->options[i]);
  g_free (device);
}

static GHashTable *
planned_keys (const DectSnapshot *snapshot)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);

  for (guint i = 0; i < n_rfps; i++)
    {
      const char *text = dect_snapshot_rfp (snapshot, i)->mac;
      DectMac mac;

      if (text != NULL && dect_mac_parse (text, &mac, NULL))
        g_hash_table_add (keys, dect_mac_to_key (&mac));
    }
  return keys;
}

void
dect_boot_state_set_snapshot (DectBootState *self, DectSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL && snapshot != NULL);

  dect_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_pointer (&self->plan, dect_dhcp_plan_free);
  g_clear_pointer (&self->why_no_plan, g_free);
  self->snapshot = snapshot;
  g_clear_pointer (&self->planned, g_hash_table_unref);
  self->planned = planned_keys (snapshot);
  self->plan = dect_dhcp_plan_new (snapshot, &error);
  if (self->plan == NULL)
    self->why_no_plan = g_strdup (error->message);
}

DectBootState *
dect_boot_state_new (DectSnapshot *snapshot)
{
  DectBootState *self;

  g_return_val_if_fail (snapshot != NULL, NULL);

  self = g_new0 (DectBootState, 1);
  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, device_free);
  self->loaded = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->facts = dect_dhcp_facts_load (NULL);
  if (self->facts == NULL)
    self->facts = dect_dhcp_facts_load_built_in ();
  dect_boot_state_set_snapshot (self, snapshot);
  return self;
}

void
dect_boot_state_free (DectBootState *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_pointer (&self->plan, dect_dhcp_plan_free);
  g_free (self->why_no_plan);
  g_hash_table_unref (self->planned);
  g_hash_table_unref (self->devices);
  dect_dhcp_facts_free (self->facts);
  g_hash_table_unref (self->loaded);
  g_free (self);
}

/* --- Events ------------------------------------------------------------------------------------- */

static gboolean
is_base_station (const DectBootState *self, const char *class)
{
  for (guint i = 0; class != NULL && i < self->facts->classes->len; i++)
    if (g_str_equal (g_array_index (self->facts->classes, DectDhcpFact, i).text, class))
      return TRUE;
  return FALSE;
}

/* The device of that address; NULL for one that is no base station, as far as anybody can see, and
 * when there are too many. */
static Device *
find_device (DectBootState *self, const DectMac *mac, const char *class)
{
  g_autofree char *key = dect_mac_to_key (mac);
  Device *device = g_hash_table_lookup (self->devices, key);

  if (device != NULL || g_hash_table_size (self->devices) >= MAX_DEVICES)
    return device;
  if (!g_hash_table_contains (self->planned, key) && dect_catalogue_vendor (mac) == NULL
      && !is_base_station (self, class))
    return NULL;
  device = g_new0 (Device, 1);
  device->mac = *mac;
  g_hash_table_insert (self->devices, g_steal_pointer (&key), device);
  return device;
}

static void
take_option (Device *device, const DectBootEvent *event)
{
  if (event->code >= G_N_ELEMENTS (device->options))
    return;
  g_free (device->options[event->code]);
  device->options[event->code] = g_strdup_printf ("%u %s", event->size, event->text);
  device->cut[event->code] = event->cut;
}

void
dect_boot_state_take (const DectBootEvent *event, gpointer data)
{
  DectBootState *self = data;
  Device *device;

  g_return_if_fail (event != NULL && self != NULL);

  if (event->kind == DECT_BOOT_LOADED || event->kind == DECT_BOOT_NOT_LOADED)
    {
      if (g_hash_table_size (self->loaded) < MAX_DEVICES)
        g_hash_table_insert (self->loaded, GUINT_TO_POINTER (event->address.value),
                             g_strdup (event->kind == DECT_BOOT_LOADED ? event->text : ""));
      return;
    }
  device = find_device (self, &event->mac, event->kind == DECT_BOOT_CLASS ? event->text : NULL);
  if (device == NULL)
    return;
  if (event->kind == DECT_BOOT_LEASED)
    device->address = event->address;
  else if (event->kind == DECT_BOOT_CLASS)
    dect_set_str (&device->class, event->text);
  else if (event->kind == DECT_BOOT_FILE)
    dect_set_str (&device->file, event->text);
  else if (event->kind == DECT_BOOT_OPTION)
    take_option (device, event);
}

/* --- Is it what was planned? --------------------------------------------------------------------- */

/* dnsmasq shows addresses and texts as such and all else in hex, of which it shows 14 bytes. It
 * ends option 66 with 00 and what it builds of option 43 itself with ff. */
static gboolean
is_as_planned (const DectDhcpOption *option, const char *shown, gboolean cut)
{
  char *text;
  guint64 size = g_ascii_strtoull (shown, &text, 10);
  gsize planned = g_bytes_get_size (option->value);
  g_autofree char *hex = dect_dhcp_hex (option->value, ":");
  g_autofree char *value = g_strdup (*text == ' ' ? text + 1 : text);
  gboolean padded = option->code == OPTION_VENDOR || option->code == OPTION_TFTP_NAME;
  g_auto (GStrv) words = g_strsplit (option->text, " ", -1);
  g_autofree char *list = g_strjoinv (", ", words);

  if (size != planned && !(padded && size == planned + 1))
    return FALSE;
  if (cut)
    {
      value[strlen (value) - strlen ("...")] = '\0';
      return g_str_has_prefix (hex, value) || g_str_has_prefix (option->text, value);
    }
  return g_str_equal (value, hex) || g_str_equal (value, option->text) || g_str_equal (value, list)
         || (padded && g_str_has_prefix (value, hex));
}

/* Compares what was sent; returns what is wrong, or NULL. */
static char *
find_fault (const DectBootState *self,
            const Device *device,
            const DectDhcpHost *host,
            guint *n_seen)
{
  *n_seen = 0;
  if (host->address.value != 0 && device->address.value != 0
      && host->address.value != device->address.value)
    {
      g_autofree char *has = dect_ipv4_to_string (device->address);
      g_autofree char *planned = dect_ipv4_to_string (host->address);

      return g_strdup_printf (_("It has the address %s, planned is %s."), has, planned);
    }
  for (guint i = 0; i < self->plan->options->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (self->plan->options, i);
      const char *shown = device->options[option->code];

      if (shown == NULL)
        continue;
      if (!is_as_planned (option, shown, device->cut[option->code]))
        return g_strdup_printf (_("Option %u (%s) is not the planned one: it was sent %s."),
                                option->code, _(option->title), strchr (shown, ' ') + 1);
      (*n_seen)++;
    }
  if (device->file != NULL && g_strcmp0 (device->file, host->boot_file) != 0)
    return g_strdup_printf (_("It was told the firmware file %s, planned is %s."), device->file,
                            host->boot_file != NULL ? host->boot_file : _("none"));
  *n_seen += device->file != NULL;
  return NULL;
}

static void
judge (const DectBootState *self, DectBootRow *row, const Device *device, const DectMac *mac)
{
  const DectDhcpHost *host = self->plan != NULL ? dect_dhcp_plan_find (self->plan, mac) : NULL;
  const char *file = g_hash_table_lookup (self->loaded, GUINT_TO_POINTER (device->address.value));
  g_autofree char *address = dect_ipv4_to_string (device->address);
  guint n_seen = 0;

  row->address = device->address;
  row->loaded = device->address.value != 0 && file != NULL && *file != '\0';
  row->words = host != NULL ? find_fault (self, device, host, &n_seen) : NULL;
  if (row->words == NULL && device->address.value != 0 && file != NULL && *file == '\0')
    row->words = g_strdup (_("The TFTP server does not have the firmware file it asked for."));
  if (row->words != NULL)
    row->status = DECT_BOOT_WRONG;
  else if (device->address.value == 0)
    {
      row->status = DECT_BOOT_SEEN;
      row->words = g_strdup (_("It asked, and has no address yet."));
    }
  else if (n_seen == 0)
    {
      row->status = DECT_BOOT_HAS_ADDRESS;
      row->words = g_strdup_printf (
          _("It has the address %s; what else it was sent cannot be seen here."), address);
    }
  else
    {
      row->status = DECT_BOOT_RIGHT;
      row->words = g_strdup_printf (
          row->loaded ? ngettext ("It has the address %s and %u value as planned, and loaded its "
                                  "firmware.",
                                  "It has the address %s and %u values as planned, and loaded its "
                                  "firmware.",
                                  n_seen)
                      : ngettext ("It has the address %s and %u value as planned.",
                                  "It has the address %s and %u values as planned.", n_seen),
          address, n_seen);
    }
}

static void
row_free (gpointer data)
{
  DectBootRow *row = data;

  g_free (row->title);
  g_free (row->mac);
  g_free (row->words);
  g_free (row);
}

static DectBootRow *
make_row (const DectBootState *self, const DectRfp *rfp)
{
  DectBootRow *row = g_new0 (DectBootRow, 1);
  const Device *device = NULL;
  DectMac mac;

  row->id = rfp->head.id;
  row->title = dect_record_title (&rfp->head);
  row->status = DECT_BOOT_NO_MAC;
  if (rfp->mac != NULL && dect_mac_parse (rfp->mac, &mac, NULL))
    {
      g_autofree char *key = dect_mac_to_key (&mac);

      row->mac = dect_mac_to_string (&mac);
      row->status = rfp->local_config == TRUE ? DECT_BOOT_LOCAL : DECT_BOOT_WAITING;
      device = g_hash_table_lookup (self->devices, key);
    }
  if (device != NULL)
    judge (self, row, device, &mac);
  else if (row->status == DECT_BOOT_NO_MAC)
    row->words = g_strdup (_("It has no MAC address in the plan."));
  else if (row->status == DECT_BOOT_LOCAL)
    row->words = g_strdup (_("It is set up by hand and does not ask."));
  else
    row->words = g_strdup (_("It has not asked yet."));
  return row;
}

GPtrArray *
dect_boot_state_dup_rows (const DectBootState *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  guint n_rfps;

  g_return_val_if_fail (self != NULL, rows);

  n_rfps = dect_snapshot_count (self->snapshot, DECT_KIND_RFP);
  for (guint i = 0; i < n_rfps; i++)
    g_ptr_array_add (rows, make_row (self, dect_snapshot_rfp (self->snapshot, i)));
  return rows;
}

guint
dect_boot_rows_count (GPtrArray *rows, guint *n_asking)
{
  guint n_done = 0;

  g_return_val_if_fail (rows != NULL && n_asking != NULL, 0);

  *n_asking = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      DectBootStatus status = ((const DectBootRow *) g_ptr_array_index (rows, i))->status;

      *n_asking += status != DECT_BOOT_LOCAL;
      n_done += status == DECT_BOOT_RIGHT || status == DECT_BOOT_HAS_ADDRESS;
    }
  return n_done;
}

/* --- Strangers ------------------------------------------------------------------------------------ */

static gint
compare_strangers (gconstpointer a, gconstpointer b)
{
  return memcmp ((*(DectBootStranger *const *) a)->mac.octets,
                 (*(DectBootStranger *const *) b)->mac.octets, sizeof (DectMac));
}

GPtrArray *
dect_boot_state_dup_strangers (const DectBootState *self)
{
  GPtrArray *strangers = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (self != NULL, strangers);

  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Device *device = value;
      const char *vendor = dect_catalogue_vendor (&device->mac);
      DectBootStranger *stranger;

      if (g_hash_table_contains (self->planned, key))
        continue;
      stranger = g_new0 (DectBootStranger, 1);
      stranger->mac = device->mac;
      stranger->vendor = vendor != NULL ? vendor : "";
      stranger->address = device->address;
      g_ptr_array_add (strangers, stranger);
    }
  g_ptr_array_sort (strangers, compare_strangers);
  if (strangers->len > MAX_STRANGERS)
    g_ptr_array_set_size (strangers, MAX_STRANGERS);
  return strangers;
}

GArray *
dect_boot_state_dup_free (const DectBootState *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_rfps;

  g_return_val_if_fail (self != NULL, ids);

  n_rfps = dect_snapshot_count (self->snapshot, DECT_KIND_RFP);
  for (guint i = 0; i < n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (self->snapshot, i);

      if (rfp->mac == NULL)
        g_array_append_val (ids, rfp->head.id);
    }
  return ids;
}

char *
dect_boot_state_dup_remark (const DectBootState *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->why_no_plan != NULL ? g_strdup_printf (
             _("What base stations are sent cannot be compared with the plan: %s"),
             self->why_no_plan)
                                   : NULL;
}

const char *
dect_boot_status_id (DectBootStatus status)
{
  static const char *const ids[]
      = { "no-mac", "local", "waiting", "seen", "has-address", "right", "wrong" };

  g_return_val_if_fail (status < G_N_ELEMENTS (ids), NULL);

  return ids[status];
}
