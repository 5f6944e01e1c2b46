/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dect-cli.h"
#include "sheet/dect-label-sheet.h"
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
  char *label_sheet;
  char *labels_of;
  char *sort;
  char *code;
  char *secrets_path;
  gint start;
  gboolean with_codes;
  GBytes *logo;
  DectSecrets *secrets;
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
  g_free (self->label_sheet);
  g_free (self->labels_of);
  g_free (self->sort);
  g_free (self->code);
  g_free (self->secrets_path);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_clear_pointer (&self->secrets, dect_secrets_free);
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
    { "label-sheet", 0, 0, G_OPTION_ARG_STRING, &self->label_sheet, NULL, NULL },
    { "start", 0, 0, G_OPTION_ARG_INT, &self->start, NULL, NULL },
    { "labels-of", 0, 0, G_OPTION_ARG_STRING, &self->labels_of, NULL, NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &self->sort, NULL, NULL },
    { "code", 0, 0, G_OPTION_ARG_STRING, &self->code, NULL, NULL },
    { "codes", 0, 0, G_OPTION_ARG_NONE, &self->with_codes, NULL, NULL },
    { "secrets", 0, 0, G_OPTION_ARG_FILENAME, &self->secrets_path, NULL, NULL },
    { NULL },
  };

  self->start = 1;
  if (!dect_cli_parse (arguments, entries, 0, 1))
    return FALSE;
  self->options.landscape = landscape;
  self->options.no_walls = no_walls;
  self->options.language = self->language;
  self->options.installer = self->installer;
  self->options.label_sheet = self->label_sheet;
  self->options.label_start = (guint) MAX (self->start, 0);
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
  else if (self->sort != NULL && !dect_sheet_sort_from_text (self->sort, &options->sort))
    dect_cli_usage (_("--sort wants number, name or location."));
  else if (self->code != NULL && !dect_sheet_code_from_text (self->code, &options->code))
    dect_cli_usage (_("--code wants bars, qr or none."));
  else if (self->labels_of != NULL
           && !dect_labels_of_from_text (self->labels_of, &options->labels_of))
    dect_cli_usage (_("--labels-of wants all, rfps or handsets."));
  else if (self->start < 1)
    dect_cli_usage (_("--start wants the number of a label on the sheet, 1 and up."));
  else if (self->with_codes != (self->secrets_path != NULL))
    dect_cli_usage (_("To print access codes give both --codes and --secrets with their file."));
  else if (self->with_codes && (options->kinds & DECT_SHEET_IPEI) == 0)
    dect_cli_usage (_("--codes belongs to the IPEI list: use it with --kind ipei."));
  else if (self->output == NULL)
    dect_cli_usage (_("Give the PDF to write with -o."));
  else
    return TRUE;
  return FALSE;
}

/* Those that --label-sheet takes, with the numbers that tell them apart. */
static DectExit
list_label_sheets (void)
{
  GError *error = NULL;
  g_autofree DectLabelSheet *sheets = NULL;
  guint n_sheets;

  sheets = dect_label_sheet_list (&n_sheets, &error);
  for (guint i = 0; i < n_sheets; i++)
    g_print (_("%-10s %s; %g × %g mm each%s\n"), sheets[i].id, sheets[i].title,
             sheets[i].label.width_mm, sheets[i].label.height_mm,
             sheets[i].verified ? "" : _("; margins not measured, try on plain paper first"));
  return error != NULL ? dect_cli_fail (NULL, error) : DECT_EXIT_DONE;
}

/* What was wrong with an option is not the PDF's fault. */
static DectExit
fail (const Sheets *self, GError *error)
{
  if (g_error_matches (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_LOGO))
    return dect_cli_fail (self->logo_path, error);
  if (g_error_matches (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_CODES))
    return dect_cli_fail (self->secrets_path, error);
  if (error->domain == DECT_LABEL_ERROR
      || (error->domain == DECT_SHEET_ERROR && error->code != DECT_SHEET_ERROR_EMPTY
          && error->code != DECT_SHEET_ERROR_OUTPUT))
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
  if (!dect_save_bytes (self->output, bytes,
                        self->secrets != NULL ? DECT_SAVE_PRIVATE : DECT_SAVE_SHARED, &error))
    return dect_cli_fail (self->output, error);
  if (self->secrets != NULL)
    g_print ("%s\n", _("The PDF holds access codes: only its owner can read it; remove it after "
                        "printing."));
  return DECT_EXIT_DONE;
}

static DectExit
load_secrets (Sheets *self)
{
  GError *error = NULL;

  self->secrets = dect_secrets_load (self->secrets_path, &error);
  if (self->secrets == NULL)
    return dect_cli_fail (self->secrets_path, error);
  self->options.secrets = self->secrets;
  return DECT_EXIT_DONE;
}

static DectExit
run_sheets (char **arguments)
{
  g_auto (Sheets) self = { 0 };
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectExit exit;

  if (!parse (&self, arguments))
    return DECT_EXIT_USAGE;
  if (g_strcmp0 (self.label_sheet, "help") == 0)
    return list_label_sheets ();
  if (arguments[0] == NULL)
    return dect_cli_usage (_("Give the site's file."));
  if (!check_words (&self))
    return DECT_EXIT_USAGE;
  if (self.with_codes && (exit = load_secrets (&self)) != DECT_EXIT_DONE)
    return exit;
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
    "[--measures distances|coordinates|none] [--language L] [--logo F] [--installer NAME] "
    "[--sort number|name|location] [--code bars|qr|none] [--codes --secrets S] "
    "[--label-sheet ID|help] [--start N] [--labels-of all|rfps|handsets]",
    N_("write the printed sheets"), run_sheets },
  { NULL },
};
