/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-evidence.h"

#include <string.h>

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "omm/dect-omm-layout-private.h"
#include "omm/dect-omm-lines.h"
#include "omm/dect-omm-private.h"

/* More do not make it surer. */
#define MAX_RECORDS 500
#define MAX_TAGS 100
#define EXAMPLE_CHARS 24

static void
wipe (gpointer text)
{
  dect_secrets_wipe (text);
}

static void
cells_free (gpointer data)
{
  DectOmmCells *cells = data;

  g_free (cells->example);
  g_ptr_array_unref (cells->values);
  g_free (cells);
}

void
dect_omm_evidence_free (DectOmmEvidence *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->tags);
  g_free (self->comment);
  g_free (self);
}

/* --- Collecting ------------------------------------------------------------------------------------- */

static gboolean
has_letter (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static void
add_value (DectOmmCells *cells, const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  DectMac mac;
  DectIpei ipei;

  cells->n_filled++;
  cells->n_macs += dect_mac_parse (text, &mac, NULL);
  cells->n_ipeis += dect_ipei_parse (text, &ipei, NULL);
  cells->n_switches += g_str_equal (text, "0") || g_str_equal (text, "1");
  cells->n_digits += strspn (text, "0123456789") == strlen (text);
  cells->n_letters += has_letter (text);
  cells->longest = MAX (cells->longest, (guint) length);
  g_ptr_array_add (cells->values, g_strdup (text));
  if (cells->example != NULL)
    return;
  cells->example = g_utf8_substring (text, 0, MIN (length, EXAMPLE_CHARS));
}

static void
add_record (DectOmmEvidence *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", DECT_OMM_LAYOUT_MAX_COLUMNS + 1);

  self->n_records++;
  for (guint i = 0; i < DECT_OMM_LAYOUT_MAX_COLUMNS && parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (i == self->cells->len)
        {
          DectOmmCells *cells = g_new0 (DectOmmCells, 1);

          cells->values = g_ptr_array_new_with_free_func (wipe);
          g_ptr_array_add (self->cells, cells);
        }
      if (*parts[i] != '\0')
        add_value (self->cells->pdata[i], parts[i]);
    }
}

static gboolean
names_fields (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", DECT_OMM_LAYOUT_MAX_COLUMNS + 1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!dect_omm_layout_is_field (DECT_KIND_RFP, parts[i])
        && !dect_omm_layout_is_field (DECT_KIND_HANDSET, parts[i]))
      return FALSE;
  return parts[0] != NULL && parts[1] != NULL;
}

static void
add_comment (DectOmmEvidence *self, char *text)
{
  char *stripped = g_strstrip (text);

  while (*stripped == '#' || *stripped == ' ')
    stripped++;
  if (self->comment == NULL && names_fields (stripped))
    self->comment = g_strdup (stripped);
}

static void
add_line (DectOmmLineType type, guint number, char *text, gpointer user_data)
{
  DectOmmEvidence *self = user_data;
  char *equals = strchr (text, '=');

  if (strlen (text) > DECT_OMM_MAX_LINE)
    return;
  if (type == DECT_OMM_LINE_COMMENT)
    add_comment (self, text);
  else if (type == DECT_OMM_LINE_RECORD && self->n_records < MAX_RECORDS)
    add_record (self, text);
  else if (type == DECT_OMM_LINE_INSTRUCTION && equals != NULL && self->tags->len < MAX_TAGS)
    {
      *equals = '\0';
      g_ptr_array_add (self->tags, g_strdup (g_strstrip (text)));
    }
}

/* A file may end all its records with a ";" more than it has columns. */
static void
drop_empty_end (DectOmmEvidence *self)
{
  while (self->cells->len > 0)
    {
      const DectOmmCells *last = self->cells->pdata[self->cells->len - 1];

      if (last->n_filled > 0)
        return;
      g_ptr_array_set_size (self->cells, (gint) self->cells->len - 1);
    }
}

DectOmmEvidence *
dect_omm_evidence_new (GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  g_autoptr (DectOmmEvidence) self = g_new0 (DectOmmEvidence, 1);

  self->cells = g_ptr_array_new_with_free_func (cells_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  if (!dect_omm_lines_foreach (bytes, add_line, self, error))
    return NULL;
  drop_empty_end (self);
  return g_steal_pointer (&self);
}

/* --- Judging ---------------------------------------------------------------------------------------- */

/* Nine of ten: a typing error does not make a column another. */
static gboolean
are_nearly_all (const DectOmmCells *self, guint n)
{
  return 10 * n >= 9 * self->n_filled;
}

/* Half of them: what is wrong is then the values, not the column. */
static gboolean
are_mostly (const DectOmmCells *self, guint n)
{
  return 2 * n >= self->n_filled;
}

static gint
grade (const DectOmmCells *self, guint n, gint all, gint most, gint few)
{
  return are_nearly_all (self, n) ? all : are_mostly (self, n) ? most : few;
}

static gint
score_text (const DectOmmCells *self, const char *field)
{
  static const char *const numbers[]
      = { "number", "ac", "additional_id", "sos_number", "mandown_number", NULL };
  gboolean switches = are_nearly_all (self, self->n_switches);

  if (are_mostly (self, self->n_macs) || are_mostly (self, self->n_ipeis))
    return -DECT_OMM_SCORE_TELLING;
  if (g_strv_contains (numbers, field))
    return switches ? -1 : grade (self, self->n_digits, 2, 1, -1);
  if (are_mostly (self, self->n_letters))
    return 2;
  /* Rooms, floors and SIP users are often mere numbers, names of things hardly ever. */
  if (g_str_equal (field, "name"))
    return -1;
  return switches ? -1 : 0;
}

gint
dect_omm_cells_score (const DectOmmCells *self, DectKind kind, const DectOmmColumn *column)
{
  const DectField *field = dect_omm_real_field (kind, column->field);
  DectFieldType type = field != NULL ? field->type : DECT_FIELD_TEXT;

  if (self->n_filled == 0)
    return 0;
  if (g_str_equal (column->field, "blank"))
    return -1;
  if (type == DECT_FIELD_MAC)
    return grade (self, self->n_macs, DECT_OMM_SCORE_TELLING, 6, -DECT_OMM_SCORE_TELLING);
  if (type == DECT_FIELD_IPEI)
    return grade (self, self->n_ipeis, DECT_OMM_SCORE_TELLING, 6, -DECT_OMM_SCORE_TELLING);
  if (type == DECT_FIELD_BOOL)
    return grade (self, self->n_switches, 3, 1, -8);
  if (type == DECT_FIELD_INTEGER && are_nearly_all (self, self->n_switches))
    return 1;
  if (type == DECT_FIELD_INTEGER)
    return grade (self, dect_omm_cells_count_fitting (self, kind, column), 3, 1, -8);
  if (column->max_length > 0 && self->longest > column->max_length)
    return -4;
  return score_text (self, column->field);
}

guint
dect_omm_cells_count_fitting (const DectOmmCells *self, DectKind kind, const DectOmmColumn *column)
{
  const DectField *field = dect_omm_real_field (kind, column->field);
  guint n = 0;

  if (g_str_equal (column->field, "blank"))
    return 0;
  if (field == NULL)
    return self->n_filled;
  for (guint i = 0; i < self->n_filled; i++)
    n += dect_field_validate (field, self->values->pdata[i], NULL)
         || (g_str_equal (column->field, "paging_area")
             && g_str_equal (self->values->pdata[i], "-1"));
  return n;
}
