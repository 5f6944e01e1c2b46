/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include "dhcp/dect-boot-state.h"
#include "omm/dect-omm-guess.h"
#include "omm/dect-omm-reader.h"
#include "omm/dect-omm-writer.h"
#include "store/dect-json-scan.h"

#define MAX_LAYOUT_BYTES (64 * 1024)

/* What the planner writes of the site, its own reader takes without a problem. */
static void
check_written (DectSite *site, const DectOmmLayout *layout)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  guint n_records = 0;
  g_autoptr (GBytes) written = dect_omm_write (snapshot, layout, NULL, NULL, &n_records, NULL);
  g_autoptr (DectOmmFile) again = NULL;
  g_autoptr (GError) error = NULL;

  if (written == NULL)
    return;
  again = dect_omm_read (written, layout, &error);
  g_assert_no_error (error);
  if (dect_omm_file_get_problems (again)->len > 0)
    g_error (
        "%s\n%s",
        ((const DectOmmProblem *) g_ptr_array_index (dect_omm_file_get_problems (again), 0))->text,
        (const char *) g_bytes_get_data (written, NULL));
  g_assert_cmpuint (dect_omm_file_get_n_records (again), ==, n_records);
}

static gpointer
load_layout (gpointer kind)
{
  return dect_omm_layout_default (GPOINTER_TO_UINT (kind));
}

void
dect_fuzz_omm (const guint8 *data, gsize size)
{
  static const DectKind kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };
  static GOnce once[G_N_ELEMENTS (kinds)] = { G_ONCE_INIT, G_ONCE_INIT };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const DectOmmLayout *layout = g_once (&once[i], load_layout, GUINT_TO_POINTER (kinds[i]));
      g_autoptr (DectOmmFile) file = dect_omm_read (bytes, layout, NULL);
      g_autoptr (DectSite) site = dect_site_new_from_snapshot (dect_fuzz_site ());
      g_autoptr (DectSecrets) secrets = dect_secrets_new ();

      if (file == NULL)
        continue;
      for (guint k = 0; k < dect_omm_file_get_n_records (file); k++)
        {
          g_autofree char *key = dect_omm_file_dup_key (file, k);

          g_assert_nonnull (key);
          g_assert_cmpuint (dect_omm_file_get_line (file, k), >, 0);
        }
      dect_omm_file_merge (file, site, secrets, NULL);
      g_assert_false (dect_omm_file_merge (file, site, secrets, NULL));
      check_written (site, layout);
    }
}

static gpointer
load_layouts (gpointer unused)
{
  return dect_omm_guess_list_layouts (dect_fuzz_site ());
}

/* Whatever a file is taken for, it is read, and tried on a site, by that; and what speaks for the
 * layout is said of each of its columns. */
void
dect_fuzz_guess (const guint8 *data, gsize size)
{
  static GOnce once = G_ONCE_INIT;
  GPtrArray *layouts = g_once (&once, load_layouts, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DectOmmGuess) guess = dect_omm_guess_among (bytes, layouts, NULL);
  g_autoptr (DectOmmGuess) told = NULL;
  g_autoptr (DectOmmFile) file = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  if (guess == NULL)
    return;
  told = dect_omm_guess_with (bytes, guess->layout, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told->columns->len, ==, guess->columns->len);
  g_assert_cmpuint (told->n_records, ==, guess->n_records);
  file = dect_omm_read (bytes, guess->layout, &error);
  g_assert_no_error (error);
  changes = dect_omm_file_preview (file, dect_fuzz_site (), NULL);
  g_assert_nonnull (changes);
}

void
dect_fuzz_layout (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (JsonNode) node = dect_json_parse (bytes, MAX_LAYOUT_BYTES, NULL);
  g_autoptr (DectOmmLayout) layout
      = node != NULL ? dect_omm_layout_new_from_json (node, NULL) : NULL;
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  g_autoptr (DectOmmLayout) again = NULL;
  g_autoptr (DectSite) site = NULL;
  g_autoptr (GError) error = NULL;

  if (layout == NULL)
    return;
  first = dect_omm_layout_to_json (layout);
  again = dect_omm_layout_new_from_json (first, &error);
  g_assert_no_error (error);
  second = dect_omm_layout_to_json (again);
  g_assert_true (json_node_equal (first, second));
  site = dect_site_new_from_snapshot (dect_fuzz_site ());
  check_written (site, layout);
}

static void
note_cb (const DectBootEvent *event, gpointer events)
{
  g_string_append_printf (events, "%d %u %u %u %d %s\n", (int) event->kind, event->address.value,
                          event->code, event->size, event->cut,
                          event->text != NULL ? event->text : "");
}

/* A log grows in pieces of any size, which must not matter. */
void
dect_fuzz_boot (const guint8 *data, gsize size)
{
  gsize step = size > 0 ? 1 + data[0] % 32 : 1;
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  g_autoptr (DectBootReader) at_once = dect_boot_reader_new (note_cb, whole);
  g_autoptr (DectBootReader) bit_by_bit = dect_boot_reader_new (note_cb, pieces);
  g_autoptr (DectBootState) state = dect_boot_state_new (dect_fuzz_site ());
  g_autoptr (DectBootReader) reader = dect_boot_reader_new (dect_boot_state_take, state);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) strangers = NULL;

  dect_boot_reader_feed (at_once, data, size);
  dect_boot_reader_end (at_once);
  for (gsize i = 0; i < size; i += step)
    dect_boot_reader_feed (bit_by_bit, data + i, MIN (step, size - i));
  dect_boot_reader_end (bit_by_bit);
  g_assert_cmpstr (whole->str, ==, pieces->str);

  dect_boot_reader_feed (reader, data, size);
  dect_boot_reader_end (reader);
  rows = dect_boot_state_dup_rows (state);
  strangers = dect_boot_state_dup_strangers (state);
  g_assert_cmpuint (rows->len, ==, dect_snapshot_count (dect_fuzz_site (), DECT_KIND_RFP));
  g_assert_cmpuint (strangers->len, <=, 1000);
}
