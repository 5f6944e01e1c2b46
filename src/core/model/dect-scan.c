/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-scan.h"

#include "model/dect-data.h"
#include "model/dect-hardware.h"
#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "model/dect-natural.h"

#include <string.h>

#define MAX_SCAN 256 /* bytes; no code of a label is longer */

/* --- Keyboards ----------------------------------------------------------------------------------- */

static const char *
get_keys (JsonObject *object, const char *name)
{
  const char *keys = dect_data_text (object, name, NULL);

  return keys != NULL && g_utf8_strlen (keys, -1) == DECT_SCAN_N_KEYS ? keys : NULL;
}

static void
add_layout (JsonObject *object, gpointer layouts)
{
  DectScanLayout layout = { dect_data_text (object, "id", NULL), get_keys (object, "plain"),
                            get_keys (object, "shifted") };

  if (layout.id != NULL && layout.plain != NULL && layout.shifted != NULL)
    g_array_append_val ((GArray *) layouts, layout);
}

static gpointer
load_layouts (gpointer unused)
{
  GArray *layouts = g_array_new (FALSE, FALSE, sizeof (DectScanLayout));
  g_autoptr (JsonNode) root = dect_data_load ("scan/layouts.json", NULL);

  dect_data_foreach (root, "layouts", add_layout, layouts);
  /* A copy of the user's own that makes no sense, or does not start with what scanners play. */
  if (layouts->len == 0 || !g_str_equal (g_array_index (layouts, DectScanLayout, 0).id, "us"))
    {
      g_autoptr (JsonNode) built_in = dect_data_load_built_in ("scan/layouts.json", NULL);

      g_array_set_size (layouts, 0);
      dect_data_foreach (built_in, "layouts", add_layout, layouts);
    }
  return layouts;
}

const DectScanLayout *
dect_scan_layouts (guint *n_layouts)
{
  static GOnce once = G_ONCE_INIT;
  GArray *layouts = g_once (&once, load_layouts, NULL);

  g_return_val_if_fail (n_layouts != NULL, NULL);

  *n_layouts = layouts->len;
  return (const DectScanLayout *) (gpointer) layouts->data;
}

static gboolean
append_retyped (GString *out, gunichar c, const char *from, const char *to)
{
  const char *at = g_utf8_strchr (from, -1, c);

  if (at == NULL)
    return FALSE;
  g_string_append_unichar (
      out, g_utf8_get_char (g_utf8_offset_to_pointer (to, g_utf8_pointer_to_offset (from, at))));
  return TRUE;
}

char *
dect_scan_retype (const char *text, const DectScanLayout *scanner, const DectScanLayout *computer)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);
  g_return_val_if_fail (scanner != NULL && computer != NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == ' ')
        g_string_append_c (out, ' ');
      else if (!append_retyped (out, c, computer->plain, scanner->plain)
               && !append_retyped (out, c, computer->shifted, scanner->shifted))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What Caps Lock made of the letters, taken back. */
static char *
swap_case (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, g_unichar_isupper (c) ? g_unichar_tolower (c)
                                                          : g_unichar_toupper (c));
    }
  return g_string_free (out, FALSE);
}

/* --- Identities ---------------------------------------------------------------------------------- */

static char *
parse (DectFieldType type, const char *text, GError **error)
{
  DectMac mac;
  DectIpei ipei;

  if (type == DECT_FIELD_MAC)
    return dect_mac_parse (text, &mac, error) ? dect_mac_to_string (&mac) : NULL;
  return dect_ipei_parse (text, &ipei, error) ? dect_ipei_to_string (&ipei) : NULL;
}

/* What the keyboards make of one text. */
typedef struct
{
  DectFieldType type;
  char *found;
  const char *layout;
  gboolean differ;
  GError *error; /* of a text that a keyboard explains and that is wrong all the same */
} Attempt;

static void
attempt_one (Attempt *self,
             const char *text,
             const DectScanLayout *scanner,
             const DectScanLayout *computer,
             const char *layout)
{
  g_autofree char *meant = dect_scan_retype (text, scanner, computer);
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  if (meant == NULL)
    return;
  value = parse (self->type, meant, &error);
  if (value == NULL)
    {
      if (self->error == NULL
          && !g_error_matches (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_CHARACTER))
        self->error = g_steal_pointer (&error);
      return;
    }
  if (self->found == NULL)
    {
      self->found = g_steal_pointer (&value);
      self->layout = layout;
    }
  else if (!g_str_equal (self->found, value))
    self->differ = TRUE;
}

static void
attempt (Attempt *self, const char *text)
{
  guint n;
  const DectScanLayout *layouts = dect_scan_layouts (&n);

  for (guint i = 1; i < n; i++)
    {
      attempt_one (self, text, &layouts[0], &layouts[i], layouts[i].id);
      attempt_one (self, text, &layouts[i], &layouts[0], layouts[i].id);
    }
}

char *
dect_scan_read (DectFieldType type, const char *text, const char **layout, GError **error)
{
  Attempt attempts = { .type = type };
  g_autofree char *trimmed = NULL;
  g_autofree char *swapped = NULL;
  g_autoptr (GError) own_error = NULL;
  char *value;

  g_return_val_if_fail (type == DECT_FIELD_MAC || type == DECT_FIELD_IPEI, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (layout != NULL)
    *layout = NULL;
  trimmed = g_strstrip (g_utf8_make_valid (text, -1));
  value = parse (type, trimmed, &own_error);
  if (value != NULL)
    return value;

  if (strlen (trimmed) <= MAX_SCAN)
    {
      swapped = swap_case (trimmed);
      attempt (&attempts, trimmed);
      attempt (&attempts, swapped);
    }
  if (attempts.found != NULL && !attempts.differ)
    {
      g_clear_error (&attempts.error);
      if (layout != NULL)
        *layout = attempts.layout;
      return attempts.found;
    }
  g_free (attempts.found);
  if (attempts.error != NULL
      && g_error_matches (own_error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_CHARACTER))
    g_propagate_error (error, attempts.error);
  else
    {
      g_clear_error (&attempts.error);
      g_propagate_error (error, g_steal_pointer (&own_error));
    }
  return NULL;
}

/* --- Which one is next --------------------------------------------------------------------------- */

static int
by_number (gconstpointer a, gconstpointer b)
{
  const DectRecord *x = *(const DectRecord *const *) a;
  const DectRecord *y = *(const DectRecord *const *) b;
  int order = dect_field_compare (dect_kind_field (x->kind, "number"), x, y);

  if (order == 0)
    order = dect_field_compare (dect_kind_field (x->kind, "name"), x, y);
  return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

GArray *
dect_scan_order (DectSite *site, DectKind kind)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));
  GListModel *items;

  g_return_val_if_fail (DECT_IS_SITE (site), order);
  g_return_val_if_fail (dect_hardware_field (kind) != NULL, order);

  items = dect_site_list (site, kind);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (records, (gpointer) dect_item_get_record (item));
    }
  g_ptr_array_sort (records, by_number);
  for (guint i = 0; i < records->len; i++)
    g_array_append_val (order, ((const DectRecord *) records->pdata[i])->id);
  return order;
}

guint32
dect_scan_next (DectSite *site, const GArray *order, guint32 after, gboolean backwards)
{
  guint start = 0;

  g_return_val_if_fail (DECT_IS_SITE (site), 0);
  g_return_val_if_fail (order != NULL, 0);

  if (order->len == 0)
    return 0;
  start = backwards ? 0 : order->len - 1;
  for (guint i = 0; i < order->len && after != 0; i++)
    if (g_array_index (order, guint32, i) == after)
      start = i;
  for (guint step = 1; step <= order->len; step++)
    {
      guint at = (backwards ? start + order->len - step : start + step) % order->len;
      guint32 id = g_array_index (order, guint32, at);
      const DectRecord *record = dect_site_find_record (site, id);

      if (record != NULL && id != after
          && !dect_field_is_set (dect_hardware_field (record->kind), record))
        return id;
    }
  return 0;
}
