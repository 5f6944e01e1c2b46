/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DectFileFunc:
 * @file: what the person chose; the callback is not called when nothing was chosen
 * @user_data: data given
 */
typedef void (*DectFileFunc) (GFile   *file,
                              gpointer user_data);

/**
 * DectFileKind:
 * @DECT_FILE_SITE: .handover files, and site.json
 * @DECT_FILE_PLAN: PNG, JPEG, SVG, PDF
 * @DECT_FILE_PHOTO: JPEG, PNG
 * @DECT_FILE_CSV: tables
 * @DECT_FILE_OMM: import files of the OMM
 * @DECT_FILE_PDF: printed pages
 * @DECT_FILE_ANY: everything
 */
typedef enum
{
  DECT_FILE_SITE,
  DECT_FILE_PLAN,
  DECT_FILE_PHOTO,
  DECT_FILE_CSV,
  DECT_FILE_OMM,
  DECT_FILE_PDF,
  DECT_FILE_ANY,
} DectFileKind;

/**
 * dect_file_chooser_open:
 * @parent: window
 * @title: what is chosen, "Open a site"
 * @kind: which files are shown
 * @callback: called with the file
 * @owner: data for @callback; the callback is not called once it is gone
 *
 * Asks for an existing file, through the portal where there is one.
 */
void dect_file_chooser_open (GtkWindow   *parent,
                             const char  *title,
                             DectFileKind kind,
                             DectFileFunc callback,
                             GObject     *owner);

/** dect_file_chooser_save: asks where to write; @name: (nullable): name proposed; else as dect_file_chooser_open() */
void dect_file_chooser_save (GtkWindow   *parent,
                             const char  *title,
                             DectFileKind kind,
                             const char  *name,
                             DectFileFunc callback,
                             GObject     *owner);

/** dect_file_chooser_folder: asks for a folder; else as dect_file_chooser_open() */
void dect_file_chooser_folder (GtkWindow   *parent,
                               const char  *title,
                               DectFileFunc callback,
                               GObject     *owner);

G_END_DECLS
