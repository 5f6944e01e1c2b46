/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dect-cli.h"
#include "sheet/dect-sheet.h"
#include "store/dect-save.h"

/* What stands behind the options; the sheets' own options point into it. */
typedef struct
{
  char *output;
  char *kind;
  char *paper;
  char *scale;
  char *measures;
  char *language;
  char *logo_path;
  char *installer;
  GBytes *logo;
  DectSheetOptions options;
} Sheets;

static void
sheets_clear (Sheets *self)
{
  g_free (self->output);
  g_free (self->kind);
  g_free (self->paper);
  g_free (self->scale);
  g_free (self->measures);
  g_free (self->language);
  g_free (self->logo_path);
  g_free (self->installer);
  g_clear_pointer (&self->logo, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheets, sheets_clear)

static gboolean
parse (Sheets *self, char **arguments)
{
  gboolean landscape = FALSE, no_walls = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output, NULL, NULL },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &self->kind, NULL, NULL },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &self->paper, NULL, NULL },
    { "landscape", 0, 0, G_OPTION_ARG_NONE, &landscape, NULL, NULL },
    { "scale", 0, 0, G_OPTION_ARG_STRING, &self->scale, NULL, NULL },
    { "no-walls", 0, 0, G_OPTION_ARG_NONE, &no_walls, NULL, NULL },
    { "measures", 0, 0, G_OPTION_ARG_STRING, &self->measures, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &self->language, NULL, NULL },
    { "logo", 0, 0, G_OPTION_ARG_FILENAME, &self->logo_path, NULL, NULL },
    /* as a file name: a text would be refused where the locale is C and the name has an umlaut */
    { "installer", 0, 0, G_OPTION_ARG_FILENAME, &self->installer, NULL, NULL },
    { NULL },
  };

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return FALSE;
  self->options.landscape = landscape;
  self->options.no_walls = no_walls;
  self->options.language = self->language;
  self->options.installer = self->installer;
  return TRUE;
}

static gboolean
check_words (Sheets *self)
{
  DectSheetOptions *options = &self->options;

  if (!dect_sheet_kinds_from_text (self->kind != NULL ? self->kind : "all", &options->kinds))
    {
      g_autofree char *words = dect_sheet_kinds_words ();

      dect_cli_usage (_("--kind wants one or several of these, with commas: %s."), words);
      return FALSE;
    }
  if (self->paper != NULL && !dect_paper_from_text (self->paper, &options->paper))
    dect_cli_usage (_("--paper wants a4 or letter."));
  else if (self->scale != NULL && !dect_sheet_scale_from_text (self->scale, &options->scale))
    dect_cli_usage (_("--scale wants fit, or a number from 10 to 5000 such as 100 for 1:100."));
  else if (self->measures != NULL
           && !dect_sheet_measures_from_text (self->measures, &options->measures))
    dect_cli_usage (_("--measures wants distances, coordinates or none."));
  else if (self->installer != NULL && !g_utf8_validate (self->installer, -1, NULL))
    dect_cli_usage (_("--installer wants a name in UTF-8."));
  else if (self->output == NULL)
    dect_cli_usage (_("Give the PDF to write with -o."));
  else
    return TRUE;
  return FALSE;
}

/* What was wrong with an option is not the PDF's fault. */
static DectExit
fail (const Sheets *self, GError *error)
{
  if (g_error_matches (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_LOGO))
    return dect_cli_fail (self->logo_path, error);
  if (error->domain == DECT_SHEET_ERROR && error->code != DECT_SHEET_ERROR_EMPTY
      && error->code != DECT_SHEET_ERROR_OUTPUT)
    {
      g_autoptr (GError) owned = error;

      return dect_cli_usage ("%s", owned->message);
    }
  return dect_cli_fail (self->output, error);
}

static DectExit
write_sheets (Sheets *self, DectSnapshot *snapshot)
{
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  if (!dect_sheets_write_pdf (snapshot, links, chain, &self->options, stream, NULL, &error)
      || !g_output_stream_close (stream, NULL, &error))
    return fail (self, error);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  if (!dect_save_bytes (self->output, bytes, DECT_SAVE_SHARED, &error))
    return dect_cli_fail (self->output, error);
  return DECT_EXIT_DONE;
}

static DectExit
run_sheets (char **arguments)
{
  g_auto (Sheets) self = { 0 };
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectExit exit;

  if (!parse (&self, arguments) || !check_words (&self))
    return DECT_EXIT_USAGE;
  if (self.logo_path != NULL)
    {
      self.logo = dect_cli_read_file (self.logo_path, DECT_SHEET_LOGO_MAX_BYTES, &exit);
      if (self.logo == NULL)
        return exit;
      self.options.logo = self.logo;
    }
  snapshot = dect_cli_load (arguments[0], &exit);
  return snapshot != NULL ? write_sheets (&self, snapshot) : exit;
}

const DectCommand dect_cli_sheets_commands[] = {
  { "sheets",
    "FILE -o PDF [--kind KIND,...] [--paper a4|letter] [--landscape] [--scale fit|N] [--no-walls] "
    "[--measures distances|coordinates|none] [--language L] [--logo F] [--installer NAME]",
    N_("write the printed sheets"), run_sheets },
  { NULL },
};
