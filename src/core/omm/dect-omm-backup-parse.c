/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-backup-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-catalogue.h"
#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "model/dect-park.h"
#include "omm/dect-omm-problem-private.h"

#define BOM "\xef\xbb\xbf"
#define MAX_COLUMNS 256
#define MAX_CELL 1000

/* A piece of the buffer; nothing is copied out of it before it is known to be wanted. */
typedef struct
{
  const char *start;
  const char *end;
} Span;

typedef struct
{
  DectOmmBackup *backup;
  const char *next; /* the line after this one */
  const char *end;
  guint number; /* of this line, from 1 */
  Span line;
  Span header; /* of the table that is being read */
  gboolean seen_any;
  GHashTable *macs; /* MAC key -> line */
} Parser;

/* --- Lines and cells ------------------------------------------------------------------------------- */

/* CR, LF or both end a line. */
static gboolean
next_line (Parser *self)
{
  const char *p = self->next;

  if (p >= self->end)
    return FALSE;
  while (p < self->end && *p != '\r' && *p != '\n')
    p++;
  self->line = (Span){ self->next, p };
  self->number++;
  if (p < self->end && *p == '\r')
    p++;
  if (p < self->end && *p == '\n' && (p == self->line.end || p[-1] == '\r'))
    p++;
  self->next = p;
  return TRUE;
}

static Span
trim (Span span)
{
  while (span.start < span.end && g_ascii_isspace (*span.start))
    span.start++;
  while (span.start < span.end && g_ascii_isspace (span.end[-1]))
    span.end--;
  return span;
}

static gboolean
is_empty (Span span)
{
  span = trim (span);
  return span.start == span.end;
}

static gboolean
is_dashes (Span span)
{
  span = trim (span);
  for (const char *p = span.start; p < span.end; p++)
    if (*p != '-')
      return FALSE;
  return span.start < span.end;
}

/* Takes the next cell off the front of @row; FALSE behind the last one. */
static gboolean
next_cell (Span *row, Span *cell)
{
  const char *bar;

  if (row->start == NULL)
    return FALSE;
  bar = memchr (row->start, '|', (gsize) (row->end - row->start));
  *cell = (Span){ row->start, bar != NULL ? bar : row->end };
  row->start = bar != NULL ? bar + 1 : NULL;
  return TRUE;
}

static guint
count_cells (Span row)
{
  Span cell;
  guint n = 0;

  while (next_cell (&row, &cell))
    n++;
  return n;
}

static guint
column_of (const Parser *self, Span cell)
{
  return (guint) g_utf8_strlen (self->line.start, trim (cell).start - self->line.start) + 1;
}

/* --- Values ---------------------------------------------------------------------------------------- */

static void
report (Parser *self, Span cell, const DectOmmBackupField *field, const char *text)
{
  dect_omm_problems_add (self->backup->problems, self->number, column_of (self, cell), field->id,
                         "%s", text);
}

static gboolean
parse_number (const char *text, gint *number)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, -G_MAXINT32, G_MAXINT32, &value, NULL))
    return FALSE;
  *number = (gint) value;
  return TRUE;
}

static char *
dup_model (const char *text)
{
  const DectRfpModel *model = NULL;
  gint code;

  if (parse_number (text, &code) && code > 0)
    model = dect_catalogue_find_hardware ((guint) code);
  return model != NULL ? g_strdup (model->id) : NULL;
}

/* The text as the field keeps it; NULL when it is none. */
static char *
dup_value (DectOmmBackupType type, const char *text)
{
  DectMac mac;
  DectIpei ipei;
  DectPark park;

  switch (type)
    {
    case DECT_OMM_BACKUP_MAC:
      return dect_mac_parse (text, &mac, NULL) ? dect_mac_to_key (&mac) : NULL;
    case DECT_OMM_BACKUP_IPEI:
      return dect_ipei_parse (text, &ipei, NULL) ? dect_ipei_to_string (&ipei) : NULL;
    case DECT_OMM_BACKUP_PARK:
      return dect_park_parse (text, &park, NULL) ? dect_park_to_string (&park) : NULL;
    case DECT_OMM_BACKUP_HARDWARE:
      return dup_model (text);
    case DECT_OMM_BACKUP_TEXT:
    case DECT_OMM_BACKUP_NUMBER:
    default:
      return g_strdup (text);
    }
}

static const char *
why_not (DectOmmBackupType type)
{
  switch (type)
    {
    case DECT_OMM_BACKUP_MAC:
      return _("This is no MAC address; the row is left out.");
    case DECT_OMM_BACKUP_IPEI:
      return _("This is no IPEI; it is left open.");
    case DECT_OMM_BACKUP_PARK:
      return _("This is no PARK; it is left open.");
    case DECT_OMM_BACKUP_HARDWARE:
      return _("No model with this hardware code is known; the model is left open.");
    case DECT_OMM_BACKUP_NUMBER:
      return _("This is no whole number; it is left open.");
    case DECT_OMM_BACKUP_TEXT:
    default:
      return _("This text is too long or holds control characters; it is left open.");
    }
}

static gboolean
is_plain (Span cell)
{
  if (cell.end - cell.start > MAX_CELL)
    return FALSE;
  for (const char *p = cell.start; p < cell.end; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* Puts a cell where it belongs; an empty one, and a hardware code of 0, says nothing. */
static void
take_cell (Parser *self, const DectOmmBackupField *field, gpointer target, Span cell)
{
  g_autofree char *text = NULL;
  gpointer member = G_STRUCT_MEMBER_P (target, field->offset);
  gint number;

  cell = trim (cell);
  if (cell.start == cell.end)
    return;
  if (is_plain (cell))
    text = g_strndup (cell.start, (gsize) (cell.end - cell.start));
  if (field->type == DECT_OMM_BACKUP_NUMBER)
    {
      if (text != NULL && parse_number (text, &number))
        *(gint *) member = number;
      else
        report (self, cell, field, why_not (field->type));
      return;
    }
  if (text != NULL && field->type == DECT_OMM_BACKUP_HARDWARE && g_str_equal (text, "0"))
    return;
  g_clear_pointer ((char **) member, g_free);
  if (text != NULL)
    *(char **) member = dup_value (field->type, text);
  if (*(char **) member == NULL)
    report (self, cell, field, why_not (text != NULL ? field->type : DECT_OMM_BACKUP_TEXT));
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static void
take_cells (Parser *self, const char *table, gpointer target)
{
  Span names = self->header, cells = self->line;
  Span name, cell;

  while (next_cell (&names, &name) && next_cell (&cells, &cell))
    {
      g_autofree char *column = NULL;
      const DectOmmBackupField *field;

      name = trim (name);
      column = g_strndup (name.start, (gsize) (name.end - name.start));
      field = dect_omm_backup_find_column (table, column);
      if (field != NULL)
        take_cell (self, field, target, cell);
    }
}

/* An RFP without a MAC, or with one that is there already, is taken out again. */
static void
take_rfp (Parser *self, const char *table)
{
  DectOmmSystem *system = self->backup->system;
  DectOmmRfp *rfp = dect_omm_system_add_rfp (system, "");
  guint first;

  take_cells (self, table, rfp);
  first = rfp->mac != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->macs, rfp->mac)) : 0;
  if (first != 0)
    dect_omm_problems_add (self->backup->problems, self->number, 1, "mac",
                           _("The MAC address stands in line %u already; the row is left out."),
                           first);
  else if (rfp->mac != NULL && *rfp->mac == '\0')
    dect_omm_problems_add (self->backup->problems, self->number, 1, "mac",
                           _("The row has no MAC address; it is left out."));
  if (first != 0 || rfp->mac == NULL || *rfp->mac == '\0')
    g_ptr_array_set_size (system->rfps, (gint) system->rfps->len - 1);
  else
    g_hash_table_insert (self->macs, rfp->mac, GUINT_TO_POINTER (self->number));
}

static void
take_handset (Parser *self, const char *table)
{
  DectOmmSystem *system = self->backup->system;
  DectOmmHandset *handset = dect_omm_system_add_handset (system);

  take_cells (self, table, handset);
  if (handset->ipei != NULL || handset->number != NULL)
    return;
  dect_omm_problems_add (self->backup->problems, self->number, 1, "ipei",
                         _("The row has neither IPEI nor number; it is left out."));
  g_ptr_array_set_size (system->handsets, (gint) system->handsets->len - 1);
}

static void
take_site (Parser *self, const char *table)
{
  DectOmmBackupSite site = { DECT_OMM_UNSET, NULL };

  take_cells (self, table, &site);
  if (site.id != DECT_OMM_UNSET && site.name != NULL)
    g_hash_table_insert (self->backup->system->sites, g_strdup_printf ("%d", site.id),
                         g_steal_pointer (&site.name));
  g_free (site.name);
}

static void
take_row (Parser *self)
{
  Span row = self->line, cell;
  g_autofree char *table = NULL;
  DectOmmBackupTarget target;

  next_cell (&row, &cell);
  cell = trim (cell);
  table = g_strndup (cell.start, (gsize) (cell.end - cell.start));
  if (!dect_omm_backup_find_table (table, &target))
    return;
  if (count_cells (self->line) != count_cells (self->header))
    {
      dect_omm_problems_add (self->backup->problems, self->number, 1, NULL,
                             _("The row has %u cells and its header %u; it is left out."),
                             count_cells (self->line), count_cells (self->header));
      return;
    }
  self->seen_any = TRUE;
  if (target == DECT_OMM_BACKUP_RFP)
    take_rfp (self, table);
  else if (target == DECT_OMM_BACKUP_HANDSET)
    take_handset (self, table);
  else if (target == DECT_OMM_BACKUP_SITE)
    take_site (self, table);
  else
    take_cells (self, table, self->backup->system);
}

/* --- The whole ------------------------------------------------------------------------------------- */

/* A header is a line with bars whose first cell is blank. */
static gboolean
is_header (Span line)
{
  Span row = line, cell;

  return next_cell (&row, &cell) && row.start != NULL && is_empty (cell)
         && count_cells (line) <= MAX_COLUMNS;
}

static void
read_tables (Parser *self)
{
  while (next_line (self))
    {
      if (is_empty (self->line))
        self->header = (Span){ NULL, NULL };
      else if (self->header.start == NULL && is_header (self->line))
        self->header = self->line;
      else if (self->header.start != NULL && !is_dashes (self->line))
        take_row (self);
    }
}

static gboolean
check_text (const char *text, gsize n, GError **error)
{
  const char *bad;
  guint line = 1;

  if (n == 0 || g_utf8_validate_len (text, n, &bad))
    return TRUE;
  for (const char *p = text; p < bad; p++)
    line += *p == '\n';
  g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_ENCODING,
               _("Line %u of the backup is not UTF-8 text; get it from the OMM again."), line);
  return FALSE;
}

static gboolean
fail_no_backup (GError **error)
{
  g_set_error_literal (
      error, DECT_OMM_ERROR, DECT_OMM_ERROR_BACKUP,
      _("This is no backup of an OMM: its second line does not say “configuration "
         "file”, or it has none of the tables that are known."));
  return FALSE;
}

static gboolean
read_all (Parser *self, GError **error)
{
  next_line (self);
  if (is_plain (self->line) && !is_empty (self->line))
    self->backup->system->version
        = g_strndup (self->line.start, (gsize) (self->line.end - self->line.start));
  read_tables (self);
  return self->seen_any || fail_no_backup (error);
}

DectOmmBackup *
dect_omm_backup_parse (const char *text, gsize n, GError **error)
{
  g_autoptr (DectOmmBackup) self = NULL;
  Parser parser = { NULL };
  gboolean done;

  if (!dect_omm_backup_recognise (text, n))
    {
      fail_no_backup (error);
      return NULL;
    }
  if (!check_text (text, n, error))
    return NULL;
  if (n >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0)
    {
      text += strlen (BOM);
      n -= strlen (BOM);
    }
  self = g_new0 (DectOmmBackup, 1);
  self->system = dect_omm_system_new (DECT_OMM_ORIGIN_BACKUP);
  self->problems = dect_omm_problems_new ();
  parser.backup = self;
  parser.next = text;
  parser.end = text + n;
  parser.macs = g_hash_table_new (g_str_hash, g_str_equal);
  done = read_all (&parser, error);
  g_hash_table_unref (parser.macs);
  return done ? g_steal_pointer (&self) : NULL;
}
