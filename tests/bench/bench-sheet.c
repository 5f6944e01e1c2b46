/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time and memory of the printed pages of the large site: each kind alone, then all in one PDF.
 * Prints a table; asserts nothing about either. With a folder as argument it leaves the PDFs there.
 */

#include "config.h"

#include "bench-site.h"
#include "sheet/dect-sheet.h"

#include <stdio.h>
#include <string.h>

/* "VmRSS" now, "VmHWM" at its highest since it was last reset: proc(5). */
static double
memory_mb (const char *key)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL)
      || (line = strstr (text, key)) == NULL)
    return 0;
  return g_ascii_strtod (line + strlen (key) + 1, NULL) / 1024;
}

static void
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file != NULL)
    {
      fputs ("5", file);
      fclose (file);
    }
}

static void
measure (DectSnapshot *snapshot,
         DectLinks *links,
         DectChain *chain,
         const char *kind,
         const char *folder)
{
  DectSheetOptions options = { 0 };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  gint64 start;
  double seconds;

  g_assert_true (dect_sheet_kinds_from_text (kind, &options.kinds));
  reset_peak ();
  start = g_get_monotonic_time ();
  if (!dect_sheets_write_pdf (snapshot, links, chain, &options, stream, NULL, &error))
    {
      g_print ("%-10s %s\n", kind, error->message);
      return;
    }
  seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  g_print ("%-10s %7.2f s %8.1f MB peak %8.2f MB PDF%s\n", kind, seconds, memory_mb ("VmHWM:"),
           (double) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)) / 1e6,
           g_str_equal (kind, "all") ? "  (goal 10 s, 150 MB)" : "");
  if (folder != NULL)
    {
      g_autofree char *name = g_strconcat (kind, ".pdf", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_file_set_contents (
          path, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
          (gssize) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *words = dect_sheet_kinds_words ();
  g_auto (GStrv) kinds = g_strsplit (words, ", ", -1);
  g_autoptr (DectSnapshot) snapshot = bench_site_new (&bench_site_large);
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);

  g_print ("254 base stations, 20 floors, 20 000 walls, 2 000 handsets: %.1f MB before\n",
           memory_mb ("VmRSS:"));
  for (guint i = 0; kinds[i] != NULL; i++)
    measure (snapshot, links, chain, kinds[i], argc > 1 ? argv[1] : NULL);
  return 0;
}
