import { Component, type ReactNode } from 'react';

type State = { readonly message: string | null };

/** The last net: a page that could not be drawn says so and offers the way back; the data is untouched, it lives in the main process. */
export class Boundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { message: null };

  static getDerivedStateFromError(error: unknown): State {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <div className="empty" role="alert">
        <p>这个页面没有显示出来，数据未受影响。</p>
        <p className="faint">{this.state.message}</p>
        <button type="button" className="main" onClick={() => this.setState({ message: null })}>
          重新显示
        </button>
      </div>
    );
  }
}
