/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-document.h"

G_BEGIN_DECLS

/* For dect-document*.c alone. */

struct _DectDocument
{
  GObject parent_instance;
  DectSite *site;
  GFile *file;
  char *stamp; /* of what is in it */
  DectAutosave *autosave;
  GCancellable *cancellable;
  DectAnalysis *analysis;
  GArray *selection;  /* guint32 */
  GHashTable *drafts; /* "id field" -> wrong text */
  DectPreview *preview;
  guint64 saved_generation;
  guint saved_log;
  gint64 saved_at;
  guint32 floor;
  double plan_opacity;
  guint analysis_source;
  gboolean analysis_running;
  gboolean was_modified;
};

enum
{
  PROP_0,
  PROP_SITE,
  PROP_FILE,
  PROP_TITLE,
  PROP_MODIFIED,
  PROP_SAVED_AT,
  PROP_ANALYSIS,
  PROP_FLOOR,
  PROP_SELECTION,
  PROP_PREVIEW,
  PROP_PLAN_OPACITY,
  DECT_DOCUMENT_N_PROPS,
};

extern GParamSpec *dect_document_properties[DECT_DOCUMENT_N_PROPS];

/* How many entries the site's log has. */
guint dect_document_log_length (DectDocument *self);

/* Notifies when it has become modified, or is so no longer. */
void dect_document_update_modified (DectDocument *self);

/* --- dect-document-selection.c */

/* Returns: the ground floor, else the first; 0 without any */
guint32 dect_document_first_floor (DectDocument *self);

/* What is not in the site any more is not selected either, nor worked on. */
void dect_document_drop_what_is_gone (DectDocument *self);

G_END_DECLS
